import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type InvalidCode, lineProblem } from './lineProblem.ts'

/** Pieces of a file; each may be overwritten when the next one is asked for. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

type Source = { chunks: Chunks; path: string; code: InvalidCode }

/** What takes the rows below a header. */
export type CsvRows<Result> = {
  /** @param line of a row of several lines, its last */
  add(fields: readonly string[], line: number): void
  finish(): Result
}

/**
 * Streams a CSV file, its fields trimmed. They are divided by commas, semicolons or tabs, whichever the header has most
 * of; quotes are those of RFC 4180; lines end with LF or CRLF; empty ones are passed over.
 * @throws InvalidInput for a file without a header, a row of more or fewer fields than it, quotes that do not match
 */
export async function readCsvRows<Result>(
  { chunks, path, code }: Source,
  onHeader: (titles: readonly string[]) => CsvRows<Result>,
): Promise<Result> {
  const { parse, CsvError } = await import('csv-parse')
  const { start, rest } = await untilNewline(chunks)
  let rows: CsvRows<Result> | undefined
  let columns = 0
  const parser = parse({
    delimiter: delimiterOf(Buffer.concat(start).toString('utf8')),
    relax_column_count: true, // the message below says more
    skip_empty_lines: true,
    trim: true, // a byte order mark too
    on_record: (fields: string[], { lines }) => {
      if (rows === undefined) {
        columns = fields.length
        rows = onHeader(fields)
      } else if (fields.length === columns) {
        rows.add(fields, lines)
      } else {
        throw lineProblem({ code, path, line: lines }, `${columns} fields, as in the header`, String(fields.length))
      }
      return null
    },
  })
  parser.resume()
  try {
    await pipeline(Readable.from(joined(start, rest), { objectMode: false }), parser)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw lineProblem({ code, path, line: Number(error.lines) }, 'CSV', error.message.replace(/ at line \d+.*/s, ''))
  }
  if (rows === undefined) throw lineProblem({ code, path, line: 1 }, 'a header', 'nothing')
  return rows.finish()
}

/** The chunks that have the first line, and those after them. */
async function untilNewline(chunks: Chunks) {
  const rest = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  const start: Uint8Array[] = []
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    start.push(Uint8Array.from(next.value))
    if (next.value.includes(10) || next.value.includes(13)) break
  }
  return { start, rest }
}

async function* joined(start: readonly Uint8Array[], rest: AsyncIterator<Uint8Array> | Iterator<Uint8Array>) {
  yield* start
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield Uint8Array.from(next.value)
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/))
  const counted = [',', ';', '\t'].map(delimiter => ({ delimiter, count: header.split(delimiter).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}
