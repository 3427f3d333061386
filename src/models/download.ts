import { setTimeout as sleep } from 'node:timers/promises'
import { BrokenTransfer } from './brokenTransfer.ts'
import type { Source } from './catalogue.ts'
import { fetchRest } from './fetchRest.ts'
import { type FileSums, fileSums, sumProblem } from './fileSums.ts'
import { megabytes } from './megabytes.ts'
import { openNetwork } from './openNetwork.ts'
import { readPart, removePart } from './partFile.ts'
import { failedDownload, notTheFile } from './transferProblem.ts'

/** Tries in a row that bring nothing new. */
const mostTries = 5

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

/**
 * Tries as often as is worth it.
 * @returns whether the file came in several answers
 * @throws AppError DOWNLOAD_FAILED, STORAGE_UNAVAILABLE; the signal's reason
 */
async function fetchWhole(source: Source, part: string, options: DownloadOptions): Promise<boolean> {
  const { onProgress, say, signal, stallMs = 30_000, backOffMs = 1000 } = options
  await using network = openNetwork(stallMs, signal)
  let most = (await readPart(part)).bytes
  let cameAny = false
  for (let failures = 0; ; ) {
    try {
      return await fetchRest(source, part, { network, stallMs, onProgress, say })
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof BrokenTransfer)) throw error
      const { bytes } = await readPart(part)
      cameAny ||= bytes > most
      failures = bytes > most ? 1 : failures + 1
      most = Math.max(most, bytes)
      if (failures >= mostTries || !(error.mayPass || cameAny)) throw failedDownload(error.message, error)
      const waitMs = backOffMs * 2 ** (failures - 1)
      const have = bytes > 0 ? ` after ${megabytes(bytes)}` : ''
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
  const { host } = new URL(source.url)
  for (let isAgain = false; ; isAgain = true) {
    const isJoined = await fetchWhole(source, part, options)
    const found = await fileSums(part)
    const problem = sumProblem(source, found)
    if (problem === undefined) return found
    await removePart(part)
    if (!isJoined || isAgain) throw notTheFile(`${host}: another file came: ${problem}`)
    options.say?.(`${host}: what came in parts is not the file; begins again`)
  }
}
