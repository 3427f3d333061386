import { createTaskPool, type TaskPool } from './createTaskPool.ts'
import type { TaskSettings } from './taskFunctions.ts'
import type { Tasks } from './tasks.ts'

export type TaskRunner = TaskPool<Tasks>

const minutes = 60_000

/** Milliseconds that calls which somebody waits for may wait, and then run; workers end theirs by a signal. */
const timeLimits = {
  createDataset: 60 * minutes,
  addPhotos: 60 * minutes,
  checkDetections: 10 * minutes,
  createEvaluation: 10 * minutes,
  renderReport: 10 * minutes,
  protocolEffects: 10 * minutes,
  compare: 10 * minutes,
  compareImages: 10 * minutes,
}

/** The tasks of fovea, in processes of their own. */
export const createTasks = (settings: TaskSettings): TaskRunner =>
  createTaskPool<Tasks>({ entry: new URL('./taskProcess.ts', import.meta.url), settings, timeLimits })
