import { AppError } from '../errors.ts'
import { Prisma } from './prisma/client.ts'

/** A place in a list that is ordered by moment, then id: the last row of the page before. */
export type Cursor = {
  /** ISO 8601 in UTC with microseconds: a JavaScript Date would drop them, and rows with them */
  at: string
  id: string
  /** place within a run, for lists of detections */
  ordinal?: number
}

export type PageRequest = { first: number; after: string | null }

/** Up to `first` rows, each with the cursor that continues after it; `endCursor` continues after all of them. */
export type Page<Row> = { rows: (Row & { cursor: string })[]; hasNextPage: boolean; endCursor: string | null }

const shape =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\|([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\|(\d{1,4}))?$/

const encode = ({ at, id, ordinal }: Cursor) =>
  Buffer.from(ordinal === undefined ? `${at}|${id}` : `${at}|${id}|${ordinal}`).toString('base64url')

/** Whether Postgres can read it: Date alone takes 31 February for 3 March, and Postgres has no year 0. */
function isMoment(at: string): boolean {
  const date = new Date(at)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === at.slice(0, 19) && !at.startsWith('0000')
}

/** @throws AppError BAD_USER_INPUT when the text is not a cursor that `toPage` gave */
export function decodeCursor(text: string | null): Cursor | undefined {
  if (text === null) return undefined
  const [, at, id, ordinal] = shape.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  if (at === undefined || id === undefined || !isMoment(at))
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected for after a cursor of this list but received "${text.slice(0, 80)}".`,
      {
        hint: 'Pass the endCursor of the page before, unchanged.',
      },
    )
  return ordinal === undefined ? { at, id } : { at, id, ordinal: Number(ordinal) }
}

/** `rows` holds one more than `first` when there is a next page. */
export function toPage<Row extends Cursor>(rows: Row[], first: number): Page<Row> {
  const shown = rows.slice(0, first).map(row => ({ ...row, cursor: encode(row) }))
  return { rows: shown, hasNextPage: rows.length > first, endCursor: shown.at(-1)?.cursor ?? null }
}

/** The column as text that `Cursor.at` holds. */
export const cursorMoment = (column: Prisma.Sql) =>
  Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** All conditions that are set, joined by AND. */
export function where(conditions: (Prisma.Sql | undefined | false)[]): Prisma.Sql {
  const given = conditions.filter(condition => condition !== undefined && condition !== false)
  return given.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(given, ' AND ')}`
}
