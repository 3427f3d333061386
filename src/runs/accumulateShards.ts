import { evaluateMatches } from '../../eval/evaluateMatches.ts'
import type { Finding } from '../../eval/finding.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import { sayCount } from '../../eval/preflight/sayCount.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { StoredResult } from '../store/newEvaluation.ts'
import { createDetectionsHash } from './createDetectionsHash.ts'
import { readDetections, readMatches } from './readShards.ts'

type Context = {
  store: Store
  /** told when the numbers are there and about to be stored */
  onPhase: (phase: 'COMMITTING') => void
}

/** Turns the matches of all shards into numbers and stores them, with which the evaluation is COMPLETED. */
export async function accumulateShards(
  { store, onPhase }: Context,
  fence: { evaluationId: string; attempt: number },
): Promise<'DONE' | 'LOST'> {
  const [evaluation] = await store.evaluations.findMany([fence.evaluationId])
  if (evaluation?.status !== 'RUNNING' || evaluation.attempt !== fence.attempt) return 'LOST'
  const [dataset] = await store.datasets.findMany([evaluation.datasetId])
  if (!dataset) return 'LOST'
  const detectionsHash = evaluation.detectionsHash
    ? Buffer.from(evaluation.detectionsHash)
    : await hashOf(store, evaluation)
  const matches = mergeMatches(await readMatches(store, evaluation))
  const {
    curves: _,
    warnings: __,
    ...result
  } = evaluateMatches(matches, {
    hashes: {
      groundTruth: Buffer.from(dataset.contentHash).toString('hex'),
      detections: detectionsHash.toString('hex'),
    },
  })
  const warnings = [...evaluation.warnings, ...warningsOf(evaluation, result)]
  if (!(await store.evaluations.beginCommitting(fence))) return 'LOST'
  onPhase('COMMITTING')
  return (await store.evaluations.complete(fence, { result, warnings, detectionsHash })) ? 'DONE' : 'LOST'
}

async function hashOf(store: Store, evaluation: EvaluationRow): Promise<Buffer> {
  const hash = createDetectionsHash()
  for await (const detections of readDetections(store, evaluation)) hash.add(detections)
  return hash.digest()
}

/** What could not be known before the model had run. */
function warningsOf({ source, failedCount, settings }: EvaluationRow, { protocol, summary }: StoredResult): Finding[] {
  if (source !== 'MODEL') return []
  const { detections, images } = protocol
  const counted = settings.imageScope === 'EVALUATED_ONLY' ? 'are left out' : 'count as images without detections'
  const failed: Finding = {
    code: 'IMAGES_FAILED',
    severity: 'WARNING',
    message: `${sayCount(failedCount, 'image')} could not be detected and ${counted}.`,
    hint: 'failedImages says which and why.',
    count: failedCount,
  }
  const none: Finding = {
    code: 'NO_DETECTIONS',
    severity: 'WARNING',
    message: `${sayCount(images, 'image')} gave 0 detections${summary.ap === 0 ? ': AP is 0' : ''}.`,
    hint: 'Check that this is the model that you meant, and that the ground truth is of these photos.',
    count: 0,
  }
  return [...(failedCount > 0 ? [failed] : []), ...(detections === 0 ? [none] : [])]
}
