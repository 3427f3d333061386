const deadlineMs = 20_000
/** Milliseconds. Ctrl-C under npm arrives twice, from the terminal and from npm: what follows so soon is the same wish. */
export const sameWishMs = 1000

/**
 * Calls `stop` at the first SIGINT, SIGTERM or SIGHUP (the terminal was closed), after which the process is to end by
 * itself. A second signal ends it at once, and so does a `stop` that takes longer than 20 s; an embedded Postgres may
 * then run on for the next start.
 * @param stop rejects only with what the command reports itself
 * @param doing what is printed at the first signal
 * @returns aborted at the first signal
 */
export function stopOnSignal(stop: () => Promise<void>, doing = 'finishing what is in work'): AbortSignal {
  const asked = new AbortController()
  let since = 0

  function giveUp() {
    console.error(`fovea: could not stop within ${deadlineMs / 1000} s; ending at once`)
    process.exit(1)
  }

  const onSignal = (signal: NodeJS.Signals) => {
    if (asked.signal.aborted) {
      if (performance.now() - since < sameWishMs) return
      process.exit(130)
    }
    since = performance.now()
    console.log(`${signal}: ${doing} (again to end at once)`)
    asked.abort()
    setTimeout(giveUp, deadlineMs).unref()
    stop().then(
      () => console.log('stopped'),
      () => undefined,
    )
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal)
  return asked.signal
}
