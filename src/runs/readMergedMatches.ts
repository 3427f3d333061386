import type { Matches } from '../../eval/matches.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import type { Store } from '../store/createStore.ts'
import { completedEvaluation } from './completedEvaluation.ts'
import { readMatches } from './readShards.ts'

/** An evaluation, and whose shards hold its matches: of one that reuses numbers those of another. */
async function ownerOf(store: Store, evaluationId: string) {
  const { id, reusedFromId, shardCount } = await completedEvaluation(store, evaluationId)
  return { id: reusedFromId ?? id, shardCount }
}

/**
 * The matches of a completed evaluation, of all its shards.
 * @throws AppError EVALUATION_NOT_FOUND, also when it is deleted meanwhile
 */
export async function readMergedMatches(store: Store, evaluationId: string): Promise<Matches> {
  const owner = await ownerOf(store, evaluationId)
  try {
    return mergeMatches(await readMatches(store, owner))
  } catch (error) {
    // Whoever had the shards was deleted, and handed them on.
    const heir = await ownerOf(store, evaluationId)
    if (heir.id === owner.id) throw error
    return mergeMatches(await readMatches(store, heir))
  }
}
