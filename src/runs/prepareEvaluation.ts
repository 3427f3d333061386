import type { Finding } from '../../eval/finding.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { settingsOf } from '../../eval/settings.ts'
import { AppError } from '../errors.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationPlan, EvaluationSubject, Prepared } from './evaluationPlan.ts'
import type { EvaluationRequest } from './evaluationRequest.ts'
import type { FileLimits } from './fileLimits.ts'
import { judgeFindings } from './judgeFindings.ts'
import { packedShardSize, type ShardSize } from './planShards.ts'
import { prepareModel } from './prepareModel.ts'
import { prepareResults } from './prepareResults.ts'
import { prepareStoredRuns } from './prepareStoredRuns.ts'

/** What pre-flight says; with `subject` and `plan` where nothing refuses the evaluation. */
export type Preflight =
  | { readonly findings: readonly Finding[]; readonly subject: EvaluationSubject; readonly plan: () => EvaluationPlan }
  | { readonly findings: readonly Finding[]; readonly plan: undefined }

type Context = Pick<FileLimits, 'maxTextBytes'> & { store: Store; shardSize?: ShardSize }

/**
 * Reads ground truth and detections and checks them; stores nothing. What readers and checks refuse is among the
 * findings.
 * @throws AppError DATASET_NOT_FOUND, MODEL_NOT_FOUND, UPLOAD_NOT_FOUND, ARCHIVE_INVALID, PAYLOAD_TOO_LARGE
 */
export async function prepareEvaluation(
  { store, maxTextBytes, shardSize = packedShardSize }: Context,
  request: EvaluationRequest,
): Promise<Preflight> {
  const [dataset] = await store.datasets.findMany([request.datasetId])
  const truth = dataset && (await store.groundTruths.read(dataset.id))
  if (!truth) throw new AppError('DATASET_NOT_FOUND', 'There is no such dataset.', { hint: 'Query datasets.' })
  const { profile, imageScope, overrides } = request
  try {
    const settings = settingsOf({ profile, imageScope })
    const subject = { store, request, dataset, truth, settings, maxTextBytes, shardSize }
    const { findings, plan } = await prepare({ ...subject, request: withFloor(request) })
    // What was noticed when the dataset was stored is found again where it still holds.
    const notes = (dataset.notes as unknown as Finding[]).filter(note => !findings.some(isSame(note)))
    const judged = judgeFindings([...notes, ...findings], overrides)
    return judged.valid && plan
      ? { findings: judged.findings, subject, plan }
      : { findings: judged.findings, plan: undefined }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return { findings: [error.finding], plan: undefined }
  }
}

const isSame = (note: Finding) => (finding: Finding) => finding.code === note.code && finding.message === note.message

/** A floor is accepted by its own option, which marks the result, or by name like any other suspicion. */
const withFloor = (request: EvaluationRequest): EvaluationRequest => ({
  ...request,
  allowTruncated: request.allowTruncated || request.overrides.includes('SCORE_FLOOR_TOO_HIGH'),
})

function prepare(subject: EvaluationSubject): Promise<Prepared> {
  const { source } = subject.request
  switch (source.kind) {
    case 'RESULTS':
      return prepareResults(subject, source.file)
    case 'STORED_RUNS':
      return prepareStoredRuns(subject, source.modelId)
    case 'MODEL':
      return prepareModel(subject, source)
  }
}
