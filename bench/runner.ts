import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { childEnvironment } from '../src/detector/childEnvironment.ts'
import { peakOf } from './measureProcess.ts'

/** A process that prints `ready`, then for every line it is sent the milliseconds of one run. */
export async function startRunner(command: string, args: readonly string[]) {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: childEnvironment(),
  })
  const ended = once(child, 'exit')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async () => {
    const { done, value } = await lines.next()
    if (done) throw new Error(`${command} ${args.join(' ')} ended with ${(await ended)[0]}`)
    return value
  }
  const began = performance.now()
  await next()
  const openedMs = performance.now() - began
  return {
    /** from the start of the process until the model is open */
    openedMs,
    async run(): Promise<number> {
      child.stdin.write('\n')
      return Number(await next())
    },
    /** Ends it. @returns the most memory that it held, in MB (Linux; else NaN) */
    async stop(): Promise<number> {
      const peak = peakOf(child.pid) ?? Number.NaN
      child.stdin.end()
      await ended
      return peak
    },
  }
}

export type Runner = Awaited<ReturnType<typeof startRunner>>
