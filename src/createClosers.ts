import type { Logger } from 'pino'

/** What has been opened, to be closed in reverse order; one that does not close is logged, and the rest goes on. */
export function createClosers(log: Logger) {
  const closers: { name: string; close: () => Promise<void> }[] = []
  let closing: Promise<void> | undefined

  async function closeAll() {
    for (const { name, close } of closers.reverse())
      await close().catch(error => log.error({ err: error }, `${name} did not close`))
  }

  return {
    add: (name: string, close: () => Promise<void>) => void closers.push({ name, close }),
    /** Once, however often it is called. */
    close: () => {
      closing ??= closeAll()
      return closing
    },
  }
}
