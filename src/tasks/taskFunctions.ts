import { enqueueAccumulation, enqueueShards } from '../queue/enqueue.ts'
import { accumulateShards } from '../runs/accumulateShards.ts'
import { addPhotos } from '../runs/addPhotos.ts'
import { checkDetections } from '../runs/checkDetections.ts'
import { compareImages, compareStoredMatches } from '../runs/compareStoredMatches.ts'
import { createDataset } from '../runs/createDataset.ts'
import { createEvaluation } from '../runs/createEvaluation.ts'
import type { FileLimits } from '../runs/fileLimits.ts'
import { matchShard } from '../runs/matchShard.ts'
import { protocolEffectsOf } from '../runs/protocolEffectsOf.ts'
import { createStore } from '../store/createStore.ts'
import type { TaskContext, TaskFunctions } from './serveTasks.ts'
import type { Tasks } from './tasks.ts'

/** What a task process works with. */
export type TaskSettings = { databaseUrl: string; limits: FileLimits }

/** A task reads and writes whole datasets in one statement. */
const timeoutMs = 600_000

/** The tasks of fovea, on a store of their own. */
export function openTaskFunctions({ databaseUrl, limits }: TaskSettings) {
  const store = createStore(databaseUrl, { connections: 4, timeoutMs })
  const { maxTextBytes } = limits
  return {
    createDataset: args => createDataset({ store, limits }, args),
    addPhotos: args => addPhotos({ store, limits }, args),
    checkDetections: args => checkDetections({ store, maxTextBytes }, args),
    createEvaluation: args => createEvaluation({ store, maxTextBytes, enqueue: enqueueShards }, args),
    matchShard: args => matchShard({ store, enqueue: enqueueAccumulation }, args),
    accumulate: (args, { onPhase }: TaskContext) => accumulateShards({ store, onPhase }, args),
    protocolEffects: args => protocolEffectsOf({ store }, args),
    async renderReport(args) {
      // Loaded when it is needed: a process that never makes one starts faster.
      const { renderEvaluationReport } = await import('./renderEvaluationReport.ts')
      return renderEvaluationReport({ store }, args)
    },
    compare: args => compareStoredMatches({ store }, args),
    compareImages: args => compareImages({ store }, args),
  } satisfies TaskFunctions & {
    [Name in keyof Tasks]: (args: Parameters<Tasks[Name]>[0], context: TaskContext) => unknown
  }
}
