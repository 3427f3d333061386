import { Refused } from './refused.ts'
import { userError } from './userError.ts'

/**
 * A text as it can be stored; null for none.
 * @throws Refused when it is empty or too long, in characters as Postgres counts them
 */
export function checkText(text: string | null | undefined, longest: number, path: readonly string[]): string | null {
  if (text == null) return null
  const plain = text.toWellFormed()
  const length = [...plain].length
  if (plain.trim() !== '' && length <= longest) return plain
  const received = length > longest ? `${length}` : 'none'
  throw new Refused(
    userError(
      'BAD_USER_INPUT',
      path,
      `Expected 1 to ${longest} characters for ${path.join('.')} but received ${received}.`,
    ),
  )
}
