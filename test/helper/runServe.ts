import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const main = resolve(import.meta.dirname, '../../src/main.ts')

/** The real command `fovea serve` with nothing in its environment but these variables. */
export function runServe(variables: Record<string, string>) {
  const child = spawn(process.execPath, [main, 'serve'], {
    env: { PATH: process.env.PATH, PORT: '0', FOVEA_WORKERS: '1', FOVEA_LOG_LEVEL: 'warn', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', data => {
    output.stdout += data
  })
  child.stderr.on('data', data => {
    output.stderr += data
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }))

  return {
    child,
    output,
    /** Exit code and everything it printed. */
    ended,
    /** Its address, once it is ready. */
    async ready(): Promise<string> {
      for (;;) {
        const url = /API +(\S+)\/graphql/.exec(output.stdout)?.[1]
        if (url) return url
        const end = await Promise.race([once(child.stdout, 'data').then(() => undefined), ended])
        if (end) throw new Error(`fovea serve ended before it was ready: ${end.stderr}`)
      }
    },
  }
}
