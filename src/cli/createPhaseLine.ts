import { quietMs } from './createProgress.ts'

/**
 * Says on stderr what a command is at: in a terminal in one line that goes away again, else a line for each phase that
 * begins after the first second.
 */
export function createPhaseLine() {
  const begun = performance.now()
  let isShown = false
  return {
    show(text: string): void {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
      else if (performance.now() - begun > quietMs) console.error(`fovea: ${text}`)
      isShown = process.stderr.isTTY
    },
    end(): void {
      if (isShown) process.stderr.write('\r\x1b[K')
    },
  }
}
