import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { Matches } from '../../eval/matches.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import { readMatches, readOverlaps } from '../runs/readShards.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { PartCache } from './createPartCache.ts'
import { type MergedOverlaps, mergedOverlaps } from './mergedOverlaps.ts'

export type OpenEvaluation = ReturnType<typeof openEvaluation>

export type InsightContext = { store: Store; parts: PartCache }

/** Whose shards have what was computed for an evaluation. */
export const shardsOf = ({ id, reusedFromId, shardCount }: EvaluationRow) => ({ id: reusedFromId ?? id, shardCount })

/** The parts of a completed evaluation, each read or computed when it is first needed and kept in `parts`. */
export function openEvaluation({ store, parts }: InsightContext, evaluation: EvaluationRow) {
  const shards = shardsOf(evaluation)

  /** What the arguments and the shards decide. */
  const part = <Value>(name: string, args: readonly unknown[], make: () => Promise<Value>): Promise<Value> =>
    parts.get(`${shards.id} ${name} ${JSON.stringify(args)}`, make)

  return {
    evaluation,
    shards,
    part,
    matches: (): Promise<Matches> => part('matches', [], async () => mergeMatches(await readMatches(store, shards))),
    overlaps: (): Promise<MergedOverlaps> =>
      part('overlaps', [], async () => mergedOverlaps(await readOverlaps(store, shards))),
  }
}

/** For keys of parts. */
export const argsOf = ({ minScore, iou }: OperatingPoint) => [minScore, iou]
