import { within } from '../within.ts'
import { sameWishMs } from './stopOnSignal.ts'

/** Milliseconds; an embedded Postgres takes up to 10 s to stop. */
const longestClosing = 12_000

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Exit code of a command that was told to end. */
const exitCode = 130

/**
 * For a command that only reads, so that nothing of its work is worth finishing: the first signal closes what is open and
 * ends the process with exit code 130, a second one ends it at once. Says so on stderr, as numbers go to stdout.
 * @returns `guard`: work that fails because everything is being closed does not settle any more; `release`: from now on
 * signals end the process by themselves
 */
export function exitOnSignal(close: () => Promise<unknown>) {
  let isEnding = false
  let since = 0

  const onSignal = (signal: NodeJS.Signals) => {
    if (isEnding) {
      if (performance.now() - since >= sameWishMs) process.exit(exitCode)
      return
    }
    isEnding = true
    since = performance.now()
    console.error(`fovea: ${signal}: ending`)
    within(longestClosing, close(), undefined).finally(() => process.exit(exitCode))
  }
  for (const signal of signals) process.on(signal, onSignal)

  return {
    async guard<Result>(work: Promise<Result>): Promise<Result> {
      try {
        return await work
      } catch (error) {
        if (isEnding) await Promise.withResolvers().promise
        throw error
      }
    },
    release(): void {
      if (!isEnding) for (const signal of signals) process.off(signal, onSignal)
    },
  }
}
