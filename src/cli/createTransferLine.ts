import { megabytes } from '../models/megabytes.ts'
import { quietMs } from './createProgress.ts'

/** Milliseconds between two looks of a terminal, and between two lines elsewhere where the end is not known. */
const lookEvery = 100
const lineEvery = 10_000

type Transfer = {
  /** bytes that are there */
  done: number
  total: number | undefined
  /** of them, those that were there at the beginning */
  before: number
  seconds: number
}

/** `42 %, 64.2 MB of 152.9 MB, 8.1 MB/s, 11 s left` */
export function transferText({ done, total, before, seconds }: Transfer): string {
  const rate = seconds > 0 ? (done - before) / seconds : 0
  const left = total !== undefined && rate > 0 ? `, ${Math.ceil((total - done) / rate)} s left` : ''
  const of = total === undefined ? '' : ` of ${megabytes(total)}`
  const share = total === undefined ? '' : `${Math.floor((100 * done) / total)} %, `
  return `${share}${megabytes(done)}${of}, ${megabytes(rate)}/s${left}`
}

/** How far a download is, on stderr: one line that overwrites itself in a terminal, else one every tenth of it. */
export function createTransferLine() {
  const begun = performance.now()
  let before: number | undefined
  let last = 0
  let tenths = 0

  function isDue(ms: number, done: number, total: number | undefined): boolean {
    if (ms < quietMs) return false
    if (process.stderr.isTTY) return ms - last >= lookEvery
    if (total === undefined) return ms - last >= lineEvery
    return Math.floor((10 * done) / total) > tenths
  }

  return {
    /** @param done bytes that are there, after some came */
    show(done: number, total: number | undefined): void {
      before = Math.min(before ?? done, done)
      const ms = performance.now() - begun
      if (!isDue(ms, done, total)) return
      last = ms
      tenths = total === undefined ? 0 : Math.floor((10 * done) / total)
      const text = `downloading: ${transferText({ done, total, before, seconds: ms / 1000 })}`
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
      else console.error(`fovea: ${text}`)
    },
    clear: () => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K')),
  }
}
