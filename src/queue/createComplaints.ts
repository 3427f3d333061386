import type { Logger } from 'pino'

/** Milliseconds between two lines of one kind. */
const pause = 30_000

/** Logs troubles as warnings: the first of a kind at once, then one a while that says how many there were. */
export function createComplaints(log: Logger) {
  const since = new Map<string, { at: number; silenced: number }>()
  return function complain(message: string, trouble: unknown): void {
    const last = since.get(message)
    if (last && performance.now() - last.at < pause) return void last.silenced++
    log.warn({ err: trouble, silenced: last?.silenced ?? 0 }, message)
    since.set(message, { at: performance.now(), silenced: 0 })
  }
}
