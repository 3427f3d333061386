import type { ProtocolEffects } from '../../eval/explain/protocolEffects.ts'
import { shardsOf } from '../runs/shardsOf.ts'
import type { Services } from './context.ts'
import { createMemory } from './createMemory.ts'

export type FindProtocolEffects = ReturnType<typeof createProtocolEffects>

/** What other rules make of stored evaluations, computed once while it is remembered: matches and settings never change. */
export function createProtocolEffects(tasks: Services['tasks']) {
  const effects = createMemory<ProtocolEffects>()

  /** @throws what the task throws; AppError OVERLOADED, DEADLINE_EXCEEDED */
  return (evaluation: Parameters<typeof shardsOf>[0]): Promise<ProtocolEffects> =>
    effects(shardsOf(evaluation).id, () => tasks.run('protocolEffects', { evaluationId: evaluation.id }))
}
