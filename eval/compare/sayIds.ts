import { sayCount, sayFirst } from '../preflight/sayCount.ts'

/**
 * How many there are, and which of them others have not, for people: '3 images, 1 of them in it alone (first: 7)'.
 * @param what they are ids of
 */
export function sayIds(ids: Iterable<number>, others: Iterable<number>, what: string, plural = `${what}s`): string {
  const [own, known] = [[...ids], new Set(others)]
  const alone = own.filter(id => !known.has(id))
  const count = sayCount(own.length, what, plural)
  return alone.length === 0 ? count : `${count}, ${alone.length} of them in it alone (${sayFirst(alone)})`
}
