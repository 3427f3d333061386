import type { EvaluationRow } from '../store/evaluations.ts'
import type { Idempotency } from '../store/newEvaluation.ts'
import { checkUploads } from './checkUploads.ts'
import type { Context } from './context.ts'
import { checkLabels, checkRequest, evaluationRequestOf, pathOf, requestHashOf } from './evaluationRequestOf.ts'
import type { EvaluateInput, MutationResolvers } from './generated.ts'
import { keyOf, keyOrNobody } from './nodeId.ts'
import { payloadOf, Refused, refusing } from './refused.ts'
import { type DataCode, userError, userErrorOfFinding } from './userError.ts'
import { type ReceivedFile, withUploads } from './withUploads.ts'

const uploadsOf = ({ detections: { results } }: EvaluateInput) => (results ? [results] : [])

/** What is asked for, by the content of its file and by the id of its upload; null without a key. */
async function idempotencyOf(
  input: EvaluateInput,
  key: string | null,
  file: ReceivedFile | undefined,
  { store }: Context,
): Promise<Idempotency | null> {
  if (key === null) return null
  const { uploadId } = input.detections
  if (uploadId == null) return { key, requestHash: requestHashOf(input, file?.sha256), literalHash: null }
  const [upload] = await store.uploads.findMany([keyOrNobody('Upload', uploadId)])
  return { key, requestHash: requestHashOf(input, upload?.sha256), literalHash: requestHashOf(input) }
}

const isSame = (stored: Uint8Array | null, hash: string | null | undefined) =>
  stored !== null && Buffer.from(stored).toString('hex') === hash

/**
 * The evaluation that an earlier request with the same key made.
 * @throws Refused when that was another request, or it cannot be told because the upload has gone
 */
async function repeated(
  earlier: EvaluationRow,
  { requestHash, literalHash }: Idempotency,
  { detections: { uploadId } }: EvaluateInput,
  context: Context,
): Promise<EvaluationRow> {
  if (isSame(earlier.requestHash, requestHash) || isSame(earlier.literalHash, literalHash)) return earlier
  if (uploadId != null) await checkUploads([{ id: uploadId, path: ['input', 'detections', 'uploadId'] }], context)
  throw new Refused(
    userError(
      'IDEMPOTENCY_CONFLICT',
      ['input', 'idempotencyKey'],
      'This key came before with another request.',
      'Choose a new key for a new request; send the same request to get its evaluation again.',
    ),
  )
}

/** @throws Refused */
async function evaluate(input: EvaluateInput, context: Context): Promise<EvaluationRow | null> {
  const { store, tasks, loaders } = context
  const labels = checkLabels(input)
  const { key } = labels
  const earlier = key === null ? undefined : await store.evaluations.findByIdempotencyKey(key)
  // What was asked for before needs nothing to be there any more.
  const checked = earlier ? undefined : await checkRequest(input, labels, context)
  return withUploads(uploadsOf(input), context, async ([file]) => {
    const idempotency = await idempotencyOf(input, key, file, context)
    if (!checked) return repeated(earlier!, idempotency!, input, context)
    const request = evaluationRequestOf(checked, file, idempotency)
    const made = await refusing(pathOf(input), () => tasks.run('createEvaluation', request))
    if ('problems' in made)
      throw new Refused(
        ...made.problems.map(finding => userErrorOfFinding(finding, pathOf(input)(finding.code as DataCode))),
      )
    return loaders.evaluations.load(made.evaluationId)
  })
}

const evaluationNotFound = () =>
  userError('EVALUATION_NOT_FOUND', ['id'], 'Expected the id of an evaluation but there is none.')

export const evaluationMutations = {
  validateDetections: (_, { input }, context) =>
    payloadOf({ valid: false, findings: [] }, async () => {
      const checked = await checkRequest(input, checkLabels(input), context)
      return withUploads(uploadsOf(input), context, ([file]) =>
        refusing(pathOf(input), () => context.tasks.run('checkDetections', evaluationRequestOf(checked, file, null))),
      )
    }),

  evaluate: (_, { input }, context) =>
    payloadOf({ evaluation: null }, async () => ({ evaluation: await evaluate(input, context) })),

  async deleteEvaluation(_, { id }, { store }) {
    const key = keyOf('Evaluation', id)
    if (key && (await store.evaluations.delete(key))) return { deletedId: id, userErrors: [] }
    return { deletedId: null, userErrors: [evaluationNotFound()] }
  },

  cancelEvaluation: (_, { id }, { store, loaders }) =>
    payloadOf({ evaluation: null }, async () => {
      const key = keyOf('Evaluation', id)
      const cancelled = key !== undefined && (await store.evaluations.cancel(key))
      // Read anew: another field of the operation may have read it before.
      const evaluation = key === undefined ? null : await loaders.evaluations.clear(key).load(key)
      if (!evaluation) throw new Refused(evaluationNotFound())
      if (!cancelled)
        throw new Refused(
          userError(
            'EVALUATION_FINISHED',
            ['id'],
            `Expected an evaluation that is queued or running but it is ${evaluation.status}.`,
          ),
        )
      return { evaluation }
    }),
} satisfies Partial<MutationResolvers>
