import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { type InvalidCode, lineProblem } from './lineProblem.ts'

/** Pieces of a file; each may be overwritten when the next one is asked for. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

type Source = { chunks: Chunks; path: string; code: InvalidCode }

/** A line of more bytes, or a row of more characters, is none of a data set, but would fill the memory. */
const longestLine = 1024 * 1024

/** What takes the rows below a header. */
export type CsvRows<Result> = {
  /** @param line of a row of several lines, its last */
  add(fields: readonly string[], line: number): void
  finish(): Result
}

/**
 * Streams a CSV file, its fields trimmed. They are divided by commas, semicolons or tabs, whichever the header has most
 * of; quotes are those of RFC 4180; lines end with LF or CRLF; empty ones are passed over.
 * @throws InvalidInput for a file without a header, a row of more or fewer fields than it, quotes that do not match, a
 * line or a row that is too long
 */
export async function readCsvRows<Result>(
  { chunks, path, code }: Source,
  onHeader: (titles: readonly string[]) => CsvRows<Result>,
): Promise<Result> {
  const { parse, CsvError } = await import('csv-parse')
  const { start, rest } = await untilNewline(ofShortLines(chunks, path, code))
  let rows: CsvRows<Result> | undefined
  let columns = 0
  const parser = parse({
    delimiter: delimiterOf(Buffer.concat(start).toString('utf8')),
    relax_column_count: true, // the message below says more
    skip_empty_lines: true,
    max_record_size: longestLine,
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
    if (error.code === 'CSV_MAX_RECORD_SIZE')
      throw lineProblem(
        { code, path, line: Number(error.lines) },
        `a row of at most ${longestLine.toLocaleString('en')} characters`,
        'a longer one',
        'Is a quote open that should be closed?',
      )
    throw lineProblem({ code, path, line: Number(error.lines) }, 'CSV', error.message.replace(/ at line \d+.*/s, ''))
  }
  if (rows === undefined) throw lineProblem({ code, path, line: 1 }, 'a header', 'nothing')
  return rows.finish()
}

/** The chunks as they are. @throws InvalidInput where no line ends for too long */
async function* ofShortLines(chunks: Chunks, path: string, code: InvalidCode) {
  let open = 0
  for await (const chunk of chunks) {
    const first = chunk.findIndex(isNewline)
    if (open + (first < 0 ? chunk.length : first) > longestLine)
      throw new InvalidInput(
        code,
        `'${path}': expected lines of at most ${longestLine.toLocaleString('en')} bytes, received a longer one.`,
        'Is this a CSV file, with a line for each row?',
      )
    open = first < 0 ? open + chunk.length : chunk.length - 1 - chunk.findLastIndex(isNewline)
    yield chunk
  }
}

const isNewline = (byte: number) => byte === 10 || byte === 13

type Pieces = AsyncGenerator<Uint8Array, void, undefined>

/** The chunks that have the first line, and those after them. */
async function untilNewline(rest: Pieces) {
  const start: Uint8Array[] = []
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    start.push(Uint8Array.from(next.value))
    if (next.value.some(isNewline)) break
  }
  return { start, rest }
}

async function* joined(start: readonly Uint8Array[], rest: Pieces) {
  yield* start
  for await (const chunk of rest) yield Uint8Array.from(chunk)
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/))
  const counted = [',', ';', '\t'].map(delimiter => ({ delimiter, count: header.split(delimiter).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}
