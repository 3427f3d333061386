import { formatCount } from './formatNumber.ts'

/** Names that are told one by one. */
const told = 5

/** The first names of a list, and how many there are more. */
export const namesOf = (paths: readonly string[]): string =>
  `${paths.slice(0, told).join(', ')}${paths.length > told ? ` and ${formatCount(paths.length - told)} more` : ''}`
