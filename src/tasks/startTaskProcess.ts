import { fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { compileCache } from '../compileCache.ts'
import type { FromTask, ToTask } from './messages.ts'

/** Nice value, as that of detector processes: they take what the API and the database leave. */
const niceness = 5

export type TaskProcess = {
  run(name: string, args: unknown): void
  /** Ends it when it has nothing to do. */
  end(): void
  kill(): void
  /** How it ended: its signal, or its exit code. */
  ended: Promise<string>
}

/** Starts a task process in a group of its own, so that Ctrl-C in the terminal does not reach it. */
export function startTaskProcess(entry: URL, settings: unknown, receive: (answer: FromTask) => void): TaskProcess {
  const child = fork(entry, {
    serialization: 'advanced',
    detached: true,
    execArgv: [],
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  })
  const ended = new Promise<string>(resolve => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    child.on('error', error => child.pid === undefined && resolve(error.message))
  })
  child.on('message', message => receive(message as FromTask))
  // A failed send means that the process has ended or is about to: `ended` tells.
  const send = (message: ToTask) => child.connected && child.send(message, () => undefined)
  try {
    if (child.pid !== undefined) setPriority(child.pid, niceness)
  } catch {
    // Without the right to change it, or with the process gone already, the priority stays as it is.
  }
  send({ type: 'open', settings })
  return {
    run: (name, args) => send({ type: 'run', name, args }),
    end: () => child.connected && child.disconnect(),
    kill: () => child.kill('SIGKILL'),
    ended,
  }
}
