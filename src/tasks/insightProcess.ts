/** The process of questions about evaluations: `createInsights` forks this file, which ends when its parent's channel closes. */
import { createInsightFunctions } from '../insight/createInsightFunctions.ts'
import { createStore } from '../store/createStore.ts'
import { serveTasks } from './serveTasks.ts'

export type InsightSettings = { databaseUrl: string }

/** A question reads whole evaluations. */
const timeoutMs = 60_000

serveTasks(({ databaseUrl }: InsightSettings) => {
  const store = createStore(databaseUrl, { connections: 2, timeoutMs })
  // Begun before anybody asks: both connections and Prisma's first query take as long as all of a small answer.
  Promise.all([store.evaluations.findMany([]), store.ping()]).catch(() => undefined)
  return createInsightFunctions({ store })
})
