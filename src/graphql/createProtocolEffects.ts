import type { ProtocolEffects } from '../../eval/explain/protocolEffects.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { Services } from './context.ts'
import { createMemory } from './createMemory.ts'

export type FindProtocolEffects = ReturnType<typeof createProtocolEffects>

/** What other rules make of stored evaluations, computed once while it is remembered: matches and settings never change. */
export function createProtocolEffects(tasks: Services['tasks']) {
  const effects = createMemory<ProtocolEffects>()

  /** One that reuses numbers has those of another. @throws what the task throws; AppError OVERLOADED, DEADLINE_EXCEEDED */
  return ({ id, reusedFromId }: Pick<EvaluationRow, 'id' | 'reusedFromId'>): Promise<ProtocolEffects> =>
    effects(reusedFromId ?? id, () => tasks.run('protocolEffects', { evaluationId: id }))
}
