/** 4210 as '4,210'. */
export const sayNumber = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** '1 image', '4,210 images'. */
export const sayCount = (count: number, what: string, plural = `${what}s`) =>
  `${sayNumber(count)} ${count === 1 ? what : plural}`

/** 'first: 139, 285', at most three of them. */
export const sayFirst = (examples: readonly (string | number)[]) => `first: ${examples.slice(0, 3).join(', ')}`
