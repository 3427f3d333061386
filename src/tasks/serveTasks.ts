import { flushCompileCache } from 'node:module'
import { type FromTask, type ToTask, toSent } from './messages.ts'

/** What a task may tell while it works. */
export type TaskContext = { onPhase(phase: string): void }

export type TaskFunctions = Record<string, (args: never, context: TaskContext) => Promise<unknown>>

const answer = (message: FromTask) => process.send?.(message)

const context: TaskContext = { onPhase: phase => answer({ type: 'phase', phase }) }

/**
 * Makes this process one of a task pool: it answers its parent until the channel to it closes, also because the
 * parent was killed.
 * @param open gives the tasks for the settings that the parent sends first
 */
export function serveTasks<Settings>(open: (settings: Settings) => TaskFunctions): void {
  let tasks: TaskFunctions | undefined

  async function run(name: string, args: unknown): Promise<unknown> {
    const task = tasks?.[name]
    if (!task) throw new Error(`Expected a task but there is none of the name ${name}`)
    return task(args as never, context) // it was typed where it was sent
  }

  async function receive(message: ToTask): Promise<void> {
    if (message.type === 'open') tasks = open(message.settings as Settings)
    else {
      const end = await run(message.name, message.args).then(
        result => ({ type: 'done' as const, result }),
        error => ({ type: 'failed' as const, error: toSent(error) }),
      )
      answer({ ...end, memory: process.memoryUsage.rss() })
      flushCompileCache() // it may be killed before it ends by itself
    }
  }

  // Ctrl-C and a service manager's SIGTERM may reach every process; the parent ends this one.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => undefined)
  process.on('disconnect', () => process.exit(0))
  process.on('error', () => process.exit(1))
  process.on('message', receive)
}
