import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'

const main = resolve(import.meta.dirname, '../../bin/fovea.js')

type Options = {
  /** as whom, for root */
  user?: { uid: number; gid: number } | undefined
  /** a file descriptor in place of the pipe that `output.stderr` is read from */
  stderr?: number
}

export type Ended = { code: number | null; stdout: string; stderr: string }

/**
 * The real command in a process group of its own, with nothing in its environment but these variables. It is killed
 * when the test is over.
 */
export function runFovea(
  args: readonly string[],
  variables: Record<string, string> = {},
  { user, stderr }: Options = {},
) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, PORT: '0', FOVEA_WORKERS: '1', FOVEA_LOG_LEVEL: 'warn', ...variables },
    stdio: ['ignore', 'pipe', stderr ?? 'pipe'],
    detached: true,
    ...user,
  })
  const output = { stdout: '', stderr: '' }
  child.stdout!.on('data', data => {
    output.stdout += data
  })
  child.stderr?.on('data', data => {
    output.stderr += data
  })
  const ended: Promise<Ended> = once(child, 'close').then(([code]) => ({ code, ...output }))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })

  return {
    child,
    output,
    /** Exit code and everything that it printed. */
    ended,

    /** The address of a server that is ready. */
    async ready(): Promise<string> {
      for (;;) {
        const url = /API +(\S+)\/graphql/.exec(output.stdout)?.[1]
        if (url) return url
        const end = await Promise.race([once(child.stdout!, 'data').then(() => undefined), ended])
        if (end) throw new Error(`fovea ended with ${end.code} before it was ready: ${end.stderr}`)
      }
    },

    /** Sends a signal to the command alone and waits until it has ended. */
    stop(signal: NodeJS.Signals): Promise<Ended> {
      child.kill(signal)
      return ended
    },
  }
}
