import type { Matches } from '../../eval/matches.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import type { Store } from '../store/createStore.ts'
import { readCompleted } from './readCompleted.ts'
import { readMatches } from './readShards.ts'
import { shardsOf } from './shardsOf.ts'

/**
 * The matches of a completed evaluation, of all its shards.
 * @throws AppError EVALUATION_NOT_FOUND, also when it is deleted meanwhile
 */
export const readMergedMatches = (store: Store, evaluationId: string): Promise<Matches> =>
  readCompleted(store, evaluationId, async evaluation => mergeMatches(await readMatches(store, shardsOf(evaluation))))
