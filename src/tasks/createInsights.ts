import type { Insights } from '../insight/insights.ts'
import { createTaskPool, type TaskPool } from './createTaskPool.ts'
import type { InsightSettings } from './insightProcess.ts'

export type InsightRunner = TaskPool<Insights>

const MB = 1024 * 1024
const limitMs = 60_000

/** Milliseconds that a question may wait for those before it, and then take. */
const timeLimits: { readonly [Name in keyof Insights]: number } = {
  precisionRecall: limitMs,
  bestF1: limitMs,
  confusionMatrix: limitMs,
  confusedImages: limitMs,
  confusions: limitMs,
  errorBreakdown: limitMs,
  images: limitMs,
  image: limitMs,
  boxes: limitMs,
  changedImages: limitMs,
}

/**
 * Questions about evaluations, answered in one process of their own: it keeps evaluations open for as long as it lives,
 * which is ten minutes after the last question.
 */
export const createInsights = (settings: InsightSettings): InsightRunner =>
  createTaskPool<Insights>({
    entry: new URL('./insightProcess.ts', import.meta.url),
    settings,
    size: 1,
    depth: 256,
    idleMs: 600_000,
    memoryLimit: 2048 * MB,
    timeLimits,
    readOnly: true,
  })
