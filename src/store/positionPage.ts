import { AppError } from '../errors.ts'
import type { Page } from './page.ts'

const encode = (position: number) => Buffer.from(`@${position}`).toString('base64url')

/**
 * The first position of the page after a cursor, 0 without one.
 * @throws AppError BAD_USER_INPUT when the text is not a cursor that `toPositionPage` gave
 */
export function positionAfter(text: string | null): number {
  if (text === null) return 0
  const [, position] = /^@(\d{1,9})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  if (position !== undefined) return Number(position) + 1
  throw new AppError(
    'BAD_USER_INPUT',
    `Expected for after a cursor of this list but received "${text.slice(0, 80)}".`,
    { hint: 'Pass the endCursor of the page before, unchanged.' },
  )
}

/** A page of a list that is ordered by position; `rows` holds one more than `first` when there is a next page. */
export function toPositionPage<Row extends { position: number }>(rows: Row[], first: number): Page<Row> {
  const shown = rows.slice(0, first).map(row => ({ ...row, cursor: encode(row.position) }))
  return { rows: shown, hasNextPage: rows.length > first, endCursor: shown.at(-1)?.cursor ?? null }
}
