import { createStore } from '../store/createStore.ts'
import type { TaskFunctions } from './serveTasks.ts'

/** What a task process works with. */
export type TaskSettings = { databaseUrl: string }

/** A task reads and writes whole datasets in one statement. */
const timeoutMs = 600_000

/** The tasks of fovea, on a store of their own. */
export function openTaskFunctions({ databaseUrl }: TaskSettings) {
  const store = createStore(databaseUrl, { connections: 4, timeoutMs })
  return { ping: store.ping } satisfies TaskFunctions
}
