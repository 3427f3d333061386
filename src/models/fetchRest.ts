import { mostBytes } from '../convert/limits.ts'
import { BrokenTransfer } from './brokenTransfer.ts'
import type { Source } from './catalogue.ts'
import { fileSums, hasSum, sumProblem } from './fileSums.ts'
import { megabytes } from './megabytes.ts'
import type { Network } from './openNetwork.ts'
import { freshPath, openPart, type Part, readPart, removePart, takeFresh } from './partFile.ts'
import { readAnswer } from './readAnswer.ts'
import { notTheFile, transferProblem } from './transferProblem.ts'

type Options = {
  network: Network
  /** milliseconds without a byte after which a connection counts as broken */
  stallMs: number
  /** bytes that are there, of how many, where that is known */
  onProgress: ((done: number, total: number | undefined) => void) | undefined
  /** what becomes of what is there */
  say: ((line: string) => void) | undefined
}

type Body = {
  url: URL
  chunks: AsyncIterable<Buffer>
  /** what is known of the file, where the body is the whole of it */
  fresh: Omit<Part, 'bytes'> | undefined
  /** bytes that are there already */
  from: number
  /** of the whole file */
  total: number | undefined
}

const count = (bytes: number) => bytes.toLocaleString('en')

/** Adds a body to a part, which goes where more comes than there can be. */
async function writeBody(
  { url, chunks, fresh, from, total }: Body,
  part: string,
  { stallMs, onProgress }: Options,
): Promise<void> {
  const limit = total ?? mostBytes
  let done = from
  await using file = await openPart(part, fresh)
  try {
    for await (const chunk of chunks) {
      done += chunk.length
      if (done > limit) break
      await file.write(chunk)
      onProgress?.(done, total)
    }
  } catch (error) {
    throw transferProblem(error, url, stallMs)
  }
  if (done > limit) {
    await removePart(part)
    throw notTheFile(`${url.host}: expected ${count(limit)} bytes but more came`)
  }
  if (done < (total ?? 0)) throw new BrokenTransfer(`${url.host}: the connection ended early`, true)
}

/** What speaks against a whole file in the place of the part that is there, in words. */
async function freshProblem(source: Source, part: string, before: Part): Promise<string | undefined> {
  const found = await fileSums(freshPath(part))
  const isKnown = source.bytes !== undefined || hasSum(source)
  if (isKnown || found.bytes >= before.bytes) return sumProblem(source, found)
  return `expected at least the ${count(before.bytes)} bytes that are there but found ${count(found.bytes)}; if the file has changed, remove ${part}`
}

/**
 * Takes a whole file where there is a part already: that one stays until what comes is the file, or is more of it.
 * What answers may be no server of files, but the login page of a network.
 */
async function replacePart(source: Source, body: Body, part: string, before: Part, options: Options): Promise<void> {
  const fresh = freshPath(part)
  try {
    await writeBody(body, fresh, options)
  } catch (error) {
    if ((await readPart(fresh)).bytes > before.bytes) await takeFresh(part)
    else await removePart(fresh)
    throw error
  }
  const problem = await freshProblem(source, part, before)
  if (problem === undefined) return takeFresh(part)
  await removePart(fresh)
  throw notTheFile(`${body.url.host}: another file came: ${problem}`)
}

/** Whether a body goes on with a part or begins anew, and then why. */
function courseOf({ fresh, from, total }: Body, before: Part, asked: number): string {
  if (!fresh) return `going on from ${megabytes(from)}${total === undefined ? '' : ` of ${megabytes(total)}`}`
  if (asked === 0) return 'begins again: nothing tells whether the file is still the same'
  const isOther =
    before.validator !== undefined && fresh.validator !== undefined && before.validator !== fresh.validator
  return `begins again: the server ${isOther ? 'has another file by now' : 'cannot go on from the middle'}`
}

/**
 * Asks once for what is missing of a file and adds it to a part; nothing where that is whole.
 * @returns whether the file came in several answers
 * @throws BrokenTransfer; AppError DOWNLOAD_FAILED, STORAGE_UNAVAILABLE; the signal's reason
 */
export async function fetchRest(source: Source, part: string, options: Options): Promise<boolean> {
  const before = await readPart(part)
  const whole = source.bytes ?? before.total
  if (before.bytes > 0 && before.bytes === whole) return true
  // Without a validator the parts may be of two files, which a sum alone would tell.
  const mayResume = (before.validator !== undefined || hasSum(source)) && before.bytes < (whole ?? mostBytes)
  const from = mayResume ? before.bytes : 0
  const headers: Record<string, string> = {}
  if (from > 0) headers.range = `bytes=${from}-`
  if (from > 0 && before.validator !== undefined) headers['if-range'] = before.validator
  const { url, answer, chunks } = await options.network.get(source.url, headers)
  const read = readAnswer(answer, { url, from, before, bytes: source.bytes })
  if ('problem' in read) {
    answer.body.destroy()
    if (read.forget) await removePart(part)
    throw read.problem
  }
  const { fresh } = read
  const body = { url, chunks, fresh, from: fresh ? 0 : from, total: source.bytes ?? read.total }
  if (before.bytes > 0) options.say?.(`${url.host}: ${courseOf(body, before, from)}`)
  if (fresh && before.bytes > 0) await replacePart(source, body, part, before, options)
  else await writeBody(body, part, options)
  return body.from > 0
}
