import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientBase } from 'pg'
import { from } from 'pg-copy-streams'
import type { CopyType, SourceColumns } from './copyTypes.ts'
import { encodeRows } from './encodeRows.ts'

/**
 * Writes columns as rows, in pieces as fast as Postgres takes them.
 * @param target `table (column, …)`
 * @param types of the table's columns, in their order: exactly those, as Postgres converts nothing in a binary copy
 * @throws RangeError for a number that its type cannot hold, and what Postgres says of the rows: in either case none is
 * stored
 */
export async function copyIn<const Types extends readonly CopyType[]>(
  client: ClientBase,
  target: string,
  types: Types,
  columns: SourceColumns<Types>,
  rowCount: number,
): Promise<void> {
  const stream = client.query(from(`COPY ${target} FROM STDIN (FORMAT binary)`))
  await pipeline(Readable.from(encodeRows(types, columns, rowCount), { highWaterMark: 1 }), stream)
}
