import type { Matches } from '../../eval/matches.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import { readMatches } from './readShards.ts'

/** The matches of a completed evaluation, those of the evaluation whose numbers it reuses. */
export const readMergedMatches = async (
  store: Store,
  { id, reusedFromId, shardCount }: EvaluationRow,
): Promise<Matches> => mergeMatches(await readMatches(store, { id: reusedFromId ?? id, shardCount }))
