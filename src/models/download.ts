import { setTimeout as sleep } from 'node:timers/promises'
import { BrokenTransfer } from './brokenTransfer.ts'
import type { Source } from './catalogue.ts'
import { type FileSums, fileSums, hasSum, sumProblem } from './fileSums.ts'
import { type Network, openNetwork } from './openNetwork.ts'
import { openPart, readPart, removePart } from './partFile.ts'
import { readAnswer } from './readAnswer.ts'
import { failedDownload, transferProblem } from './transferProblem.ts'

/** Tries in a row that bring nothing new. */
const mostTries = 5
/** ONNX files and their sources are no larger. */
const mostBytes = 2 ** 31

export type DownloadOptions = {
  /** bytes that are there, of how many, where that is known */
  onProgress?: ((done: number, total: number | undefined) => void) | undefined
  /** what a person may want to know meanwhile, a line */
  say?: ((line: string) => void) | undefined
  signal?: AbortSignal | undefined
  /** milliseconds without a byte after which a connection counts as broken */
  stallMs?: number | undefined
  /** milliseconds before the second try; twice as long before each further one */
  backOffMs?: number | undefined
}

const hostOf = ({ url }: Source) => new URL(url).host

/** Adds what is missing to a part. @throws BrokenTransfer; AppError DOWNLOAD_FAILED, STORAGE_UNAVAILABLE */
async function fetchRest(
  source: Source,
  part: string,
  network: Network,
  stallMs: number,
  onProgress: DownloadOptions['onProgress'],
) {
  const before = await readPart(part)
  const whole = source.bytes ?? before.total
  if (before.bytes > 0 && before.bytes === whole) return
  // Without a validator the parts may be of two files, which a sum alone would tell.
  const mayResume = (before.validator !== undefined || hasSum(source)) && before.bytes < (whole ?? mostBytes)
  const from = mayResume ? before.bytes : 0
  const headers: Record<string, string> = {}
  if (from > 0) headers.range = `bytes=${from}-`
  if (from > 0 && before.validator !== undefined) headers['if-range'] = before.validator
  const { url, answer, chunks } = await network.get(source.url, headers)
  const read = readAnswer(answer, { url, from, before, bytes: source.bytes })
  if ('problem' in read) {
    answer.body.destroy()
    if (read.forget) await removePart(part)
    throw read.problem
  }
  const { fresh, total } = read
  const limit = source.bytes ?? total ?? mostBytes
  let done = fresh ? 0 : from
  await using file = await openPart(part, fresh)
  try {
    for await (const chunk of chunks) {
      done += chunk.length
      if (done > limit) break
      await file.write(chunk)
      onProgress?.(done, source.bytes ?? total)
    }
  } catch (error) {
    throw transferProblem(error, url, stallMs)
  }
  if (done > limit) {
    await removePart(part)
    throw failedDownload(`${url.host}: expected ${limit.toLocaleString('en')} bytes but more came`)
  }
  if (done < (source.bytes ?? total ?? 0)) throw new BrokenTransfer(`${url.host}: the connection ended early`, true)
}

/** Tries as often as is worth it. @throws AppError DOWNLOAD_FAILED, STORAGE_UNAVAILABLE; the signal's reason */
async function fetchWhole(source: Source, part: string, options: DownloadOptions): Promise<void> {
  const { onProgress, say, signal, stallMs = 30_000, backOffMs = 1000 } = options
  await using network = openNetwork(stallMs, signal)
  let most = (await readPart(part)).bytes
  let cameAny = false
  for (let failures = 0; ; ) {
    try {
      return await fetchRest(source, part, network, stallMs, onProgress)
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof BrokenTransfer)) throw error
      const { bytes } = await readPart(part)
      cameAny ||= bytes > most
      failures = bytes > most ? 1 : failures + 1
      most = Math.max(most, bytes)
      if (failures >= mostTries || !(error.mayPass || cameAny)) throw failedDownload(error.message, error)
      const waitMs = backOffMs * 2 ** (failures - 1)
      const have = bytes > 0 ? ` after ${(bytes / 1e6).toFixed(1)} MB` : ''
      say?.(`${error.message}${have}; trying again in ${waitMs / 1000} s`)
      await sleep(waitMs, undefined, { signal })
    }
  }
}

/**
 * Brings the file of a source to `part`, from where an earlier download was left. The part stays when this is not done
 * in the end, unless it is none of the file that was published.
 * @returns its length and sums, checked against those of the source
 * @throws AppError DOWNLOAD_FAILED: one line with the host; STORAGE_UNAVAILABLE, CONFIG_INVALID; the signal's reason
 */
export async function download(source: Source, part: string, options: DownloadOptions = {}): Promise<FileSums> {
  await fetchWhole(source, part, options)
  const found = await fileSums(part)
  const problem = sumProblem(source, found)
  if (problem === undefined) return found
  await removePart(part)
  throw failedDownload(`${hostOf(source)}: another file came: ${problem}`)
}
