import { evaluateMatches } from '../../eval/evaluateMatches.ts'
import { mergeOverlaps } from '../../eval/explain/mergeOverlaps.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import { AppError } from '../errors.ts'
import { renderReport } from '../report/renderReport.ts'
import { reportData } from '../report/reportData.ts'
import { completedEvaluation } from '../runs/completedEvaluation.ts'
import { readMatches, readOverlaps } from '../runs/readShards.ts'
import { shardsOf } from '../runs/shardsOf.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'

/**
 * The report of a completed evaluation: one HTML document, as `fovea eval --report` writes it.
 * @throws AppError EVALUATION_NOT_FOUND
 */
export async function renderEvaluationReport(
  { store }: { store: Store },
  { evaluationId }: { evaluationId: string },
): Promise<string> {
  const evaluation = await completedEvaluation(store, evaluationId)
  const shards = shardsOf(evaluation)
  const [[dataset], truth, [stored]] = await Promise.all([
    store.datasets.findMany([evaluation.datasetId]),
    store.groundTruths.read(evaluation.datasetId),
    store.evaluations.results([evaluationId]),
  ])
  if (!dataset || !truth || !stored) throw new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted meanwhile.')
  const matches = mergeMatches(await readMatches(store, shards))
  const overlaps = mergeOverlaps(await readOverlaps(store, shards))
  const { warnings } = evaluation
  const result = evaluateMatches(matches, { warnings, hashes: stored.protocol.hashes })
  const files = { groundTruth: dataset.name, detections: await nameOf(store, evaluation) }
  const title = evaluation.name ?? `${files.detections} on ${files.groundTruth}`
  return renderReport(reportData({ title, files, result, groundTruth: truth.groundTruth, matches, overlaps }))
}

/** Whose detections they are. */
async function nameOf(store: Store, { modelId }: EvaluationRow): Promise<string> {
  const [model] = modelId === null ? [] : await store.models.findMany([modelId])
  return model?.name ?? 'results'
}
