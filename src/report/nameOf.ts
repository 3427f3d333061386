import type { Category } from '../../eval/groundTruth.ts'
import { showUnseen } from './html.ts'

/** The category's name, cut where it is longer than any reader needs. */
export function nameOf({ id, name }: Category, longest = 60): string {
  const characters = [...showUnseen(name)]
  if (characters.length === 0) return `category ${id}`
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('')
}
