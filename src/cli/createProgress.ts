/** Work that is over sooner is not reported on; milliseconds. */
export const quietMs = 1000

/**
 * A line on the terminal that says how far a long work is; nothing where stderr is no terminal.
 * @param unit what is counted: `tensors`
 */
export function createProgress(unit: string) {
  const begun = performance.now()
  let text = ''
  let shown = ''
  const write = (next: string) => {
    if (process.stderr.isTTY && next !== shown) process.stderr.write(`\r\x1b[K${next}`)
    shown = next
  }
  // One step may take longer than that.
  const timer = setTimeout(() => write(text), quietMs).unref()
  return {
    show(done: number, of: number) {
      text = `${done} of ${of} ${unit}`
      if (performance.now() - begun > quietMs) write(text)
    },
    clear() {
      clearTimeout(timer)
      write('')
    },
    /** Seconds since it was made. */
    seconds: () => (performance.now() - begun) / 1000,
  }
}
