import { createTaskPool, type TaskPool } from './createTaskPool.ts'
import type { TaskSettings } from './taskFunctions.ts'
import type { Tasks } from './tasks.ts'

export type TaskRunner = TaskPool<Tasks>

/** The tasks of fovea, in processes of their own. */
export const createTasks = (settings: TaskSettings): TaskRunner =>
  createTaskPool<Tasks>({ entry: new URL('./taskProcess.ts', import.meta.url), settings })
