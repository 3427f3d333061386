import { AppError } from '../errors.ts'
import { checkComparable, checkSameImages } from '../runs/checkComparable.ts'
import { checkCompleted } from '../runs/checkCompleted.ts'
import { checkDraws } from '../runs/checkDraws.ts'
import { comparisonNotes } from '../runs/comparisonNotes.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { ResultHead } from '../store/newEvaluation.ts'
import type { ComparisonParent } from './comparisonParents.ts'
import type { Context } from './context.ts'
import type { QueryCompareEvaluationsArgs, RequireFields, UserError } from './generated.ts'
import { keyOf } from './nodeId.ts'
import { payloadOf, refusing } from './refused.ts'

type Args = RequireFields<QueryCompareEvaluationsArgs, 'replicates' | 'seed' | 'confidence'>

/** @throws Refused */
const findOne = (id: string, role: 'baseline' | 'candidate', { loaders }: Context): Promise<EvaluationRow> =>
  refusing(
    () => [role],
    async () => {
      const key = keyOf('Evaluation', id)
      const evaluation = key === undefined ? null : await loaders.evaluations.load(key)
      // With its dataset in the loader, so that what is read later on the way up is not missing.
      return checkCompleted(evaluation && (await loaders.datasets.load(evaluation.datasetId)) && evaluation, role)
    },
  )

/** @throws AppError EVALUATION_NOT_FOUND */
async function resultOf({ id }: EvaluationRow, { loaders }: Context): Promise<ResultHead> {
  const result = await loaders.resultOfEvaluation.load(id)
  if (result) return result
  throw new AppError('EVALUATION_NOT_FOUND', 'An evaluation was deleted while it was read.')
}

/** What `compareEvaluations` answers: two evaluations that may be compared, or why they may not. */
export const compareEvaluations = (
  { replicates, seed, confidence, ...ids }: Args,
  context: Context,
): Promise<{ comparison: ComparisonParent | null; userErrors: readonly UserError[] }> =>
  payloadOf({ comparison: null }, async () => {
    const baseline = await findOne(ids.baseline, 'baseline', context)
    const candidate = await findOne(ids.candidate, 'candidate', context)
    const before = await resultOf(baseline, context)
    await refusing(
      () => ['replicates'],
      async () => checkDraws({ replicates, confidence }, before.categoryCount),
    )
    await refusing(
      () => ['candidate'],
      async () => {
        checkComparable(before.protocol, (await resultOf(candidate, context)).protocol)
        if (baseline.settings.imageScope === 'EVALUATED_ONLY')
          checkSameImages(await context.comparisons.compareImages({ baseline, candidate }))
      },
    )
    const notes = comparisonNotes(baseline, candidate)
    return { comparison: { baseline, candidate, replicates, seed, confidence, notes } }
  })
