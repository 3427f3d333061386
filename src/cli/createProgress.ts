/** Work that is over sooner is not reported on; milliseconds. */
export const quietMs = 1000

/**
 * A line on the terminal that says how far a long work is; nothing where stderr is no terminal.
 * @param unit what is counted: `tensors`
 */
export function createProgress(unit: string) {
  const begun = performance.now()
  let shown = ''
  const write = (text: string) => {
    if (process.stderr.isTTY && text !== shown) process.stderr.write(`\r\x1b[K${text}`)
    shown = text
  }
  return {
    show(done: number, of: number) {
      if (performance.now() - begun > quietMs) write(`${done} of ${of} ${unit}`)
    },
    clear: () => write(''),
    /** Seconds since it was made. */
    seconds: () => (performance.now() - begun) / 1000,
  }
}
