import type { Dispatcher } from 'undici'
import { AppError } from '../errors.ts'
import { BrokenTransfer } from './brokenTransfer.ts'
import type { Part } from './partFile.ts'
import { notTheFile } from './transferProblem.ts'

type Asked = {
  url: URL
  /** the first byte that was asked for */
  from: number
  before: Part
  /** of the whole file, where that was known beforehand */
  bytes: number | undefined
}

type Read =
  /** the body is the rest, or with `fresh` the whole file and what is known of it */
  | { fresh: Omit<Part, 'bytes'> | undefined; total: number | undefined }
  /** the body is of no use; with `forget` nor is what came before */
  | { problem: BrokenTransfer | AppError; forget: boolean }

/** Statuses after which the same request may succeed. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504])

const text = (header: string | string[] | undefined) => (typeof header === 'string' ? header : undefined)

function wholeNumber(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined
}

/** What If-Range takes: an ETag that is not weak, or else the date (RFC 9110, 13.1.5). */
function validatorOf(headers: Dispatcher.ResponseData['headers']): string | undefined {
  const etag = text(headers.etag)
  return etag?.startsWith('"') ? etag : text(headers['last-modified'])
}

/** Length of the whole file in the answer to a range; undefined when the range does not begin where it was asked to. */
function rangeTotal(header: string | undefined, from: number): { total: number | undefined } | undefined {
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(header ?? '') ?? []
  if (first === undefined || Number(first) !== from) return undefined
  return { total: total === '*' ? undefined : Number(total) }
}

/** Whether the body of an answer can be used, and how (RFC 9110: 200, 206 and 416). */
export function readAnswer(
  { statusCode, headers }: Dispatcher.ResponseData,
  { url, from, before, bytes }: Asked,
): Read {
  const { host } = url
  const refused = (problem: string, forget = false): Read => ({
    problem: notTheFile(`${host}: ${problem}`),
    forget,
  })
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity')
    return refused(`sends the file packed (${headers['content-encoding']})`)
  if (statusCode === 416 || (statusCode === 206 && from === 0))
    return { problem: new BrokenTransfer(`${host}: has no such part of the file`, true), forget: true }

  if (statusCode !== 200 && statusCode !== 206) {
    const message = `${host}: answers with status ${statusCode}`
    const hint = 'Get the file elsewhere and give it with --from FILE, or name another address in the catalogue.'
    const problem = passing.has(statusCode)
      ? new BrokenTransfer(message, true)
      : new AppError('DOWNLOAD_FAILED', message, { hint })
    return { problem, forget: false }
  }
  if (/^text\/html\b/i.test(text(headers['content-type']) ?? '')) return refused('sends a page in place of the file')

  const validator = validatorOf(headers)
  const range = statusCode === 206 ? rangeTotal(text(headers['content-range']), from) : undefined
  const isOther = validator !== undefined && before.validator !== undefined && validator !== before.validator
  if (statusCode === 206 && (range === undefined || isOther))
    return { problem: new BrokenTransfer(`${host}: sent another part than was asked for`, true), forget: true }

  const total = statusCode === 206 ? (range?.total ?? before.total) : wholeNumber(headers['content-length'])
  if (bytes !== undefined && total !== undefined && total !== bytes)
    return refused(
      `another file is there: expected ${bytes.toLocaleString('en')} bytes but found ${total.toLocaleString('en')}`,
      // Whoever answers in the place of the server, as a network's login page does, sends no range.
      statusCode === 206,
    )
  return { fresh: statusCode === 200 ? { total, validator } : undefined, total }
}
