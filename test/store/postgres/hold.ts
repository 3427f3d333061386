import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Postgres } from '../../../src/store/postgres/openPostgres.ts'

type Options = {
  folder: string
  /** root's alternative folder */
  shared?: string
  address?: string
  /** as whom, for root */
  user?: { uid: number; gid: number }
  /** whose code runs; this repository's otherwise */
  checkout?: string
}

type Line = { opened?: Omit<Postgres, 'claimServer' | 'stop'>; error?: { code: string; message: string } }

const repository = join(import.meta.dirname, '../../..')

/** A process of its own group that opens the Postgres of `folder` and has it open until it is told otherwise. */
export function hold({ folder, shared = `${folder}.shared`, address, user, checkout = repository }: Options) {
  const script = join(checkout, 'test/store/postgres/holdPostgres.ts')
  const child: ChildProcess = spawn(process.execPath, [script, folder, shared, ...(address ? [address] : [])], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    ...user,
  })
  const exited = once(child, 'exit')
  const answer = new Promise<Line>(resolve => {
    createInterface({ input: child.stdout! }).on('line', text => {
      const line = JSON.parse(text)
      if (line.opened ?? line.error) resolve(line)
    })
    child.once('exit', code => resolve({ error: { code: 'EXITED', message: `exited with ${code}` } }))
  })
  return {
    pid: child.pid!,
    answer,
    /** What it opened; throws what it could not do. */
    async opened() {
      const { opened, error } = await answer
      if (!opened) throw new Error(error?.message)
      return opened
    },
    async leave() {
      child.stdin!.end()
      await exited
    },
    /** kill -9 */
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
