import { evaluateMatches } from '../../eval/evaluateMatches.ts'
import { type ImageErrors, imageErrors } from '../../eval/explain/imageErrors.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { Matches } from '../../eval/matches.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import type { EvaluationResult } from '../../eval/result.ts'
import { AppError } from '../errors.ts'
import { type NarrowDetections, unpackNarrow } from '../runs/groupedDetections.ts'
import { readMatches, readOverlaps } from '../runs/readShards.ts'
import { shardsOf } from '../runs/shardsOf.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { PartCache } from './createPartCache.ts'
import { type MergedOverlaps, mergedOverlaps } from './mergedOverlaps.ts'

export type OpenEvaluation = ReturnType<typeof openEvaluation>

type Context = { store: Store; parts: PartCache }

type Curves = Pick<EvaluationResult, 'curves' | 'perCategory' | 'protocol'>

const gone = () => new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted meanwhile.')

/**
 * The parts of a completed evaluation, each read or computed when it is first needed and kept in `parts`. All throw when it
 * was deleted meanwhile.
 */
export function openEvaluation({ store, parts }: Context, evaluation: EvaluationRow) {
  const shards = shardsOf(evaluation)
  const { datasetId } = evaluation

  /** What the shards and the arguments decide. */
  const part = <Value>(name: string, args: readonly unknown[], make: () => Promise<Value>): Promise<Value> =>
    parts.get(`${shards.id} ${name} ${JSON.stringify(args)}`, make)

  const matches = (): Promise<Matches> =>
    part('matches', [], async () => mergeMatches(await readMatches(store, shards)))

  const overlaps = (): Promise<MergedOverlaps> =>
    part('overlaps', [], async () => mergedOverlaps(await readOverlaps(store, shards)))

  return {
    evaluation,
    shards,
    part,
    matches,
    overlaps,

    curves: (): Promise<Curves> =>
      part('curves', [], async () => {
        const { curves, perCategory, protocol } = evaluateMatches(await matches())
        return { curves, perCategory, protocol }
      }),

    errors: ({ minScore, iou }: OperatingPoint): Promise<ImageErrors> =>
      part('errors', [minScore, iou], async () => imageErrors(await overlaps(), { minScore, iou })),

    /** Of one shard, whose rows those of the overlaps are. */
    detections: (ordinal: number): Promise<NarrowDetections> =>
      part('detections', [ordinal], async () => {
        const packed = await store.shards.readPacked(shards.id, ordinal, 'detections')
        if (!packed) throw gone()
        return unpackNarrow(packed)
      }),

    layout: () => part('layout', [], () => store.shards.layout(shards.id)),

    dataset: () =>
      part('dataset', [], async () => {
        const [[dataset], [categories = []]] = await Promise.all([
          store.datasets.findMany([datasetId]),
          store.datasets.categories([datasetId]),
        ])
        if (!dataset) throw gone()
        return { orientation: dataset.orientation, categories }
      }),
  }
}
