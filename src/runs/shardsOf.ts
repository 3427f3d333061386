import type { EvaluationRow } from '../store/evaluations.ts'

/** Whose shards have what was computed for an evaluation: one that reuses numbers has those of another. */
export const shardsOf = ({
  id,
  reusedFromId,
  shardCount,
}: Pick<EvaluationRow, 'id' | 'reusedFromId' | 'shardCount'>) => ({ id: reusedFromId ?? id, shardCount })
