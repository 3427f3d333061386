import type { GraphQLResolveInfo } from 'graphql'
import type { Comparison, Difference } from '../../eval/compare/comparison.ts'
import { verdictOf } from '../../eval/compare/verdictOf.ts'
import type { ImageOutcome } from '../insight/insights.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { ChangedImageListing, ChangedImageParent, ComparisonParent } from './comparisonParents.ts'
import { connectionOf } from './connectionOf.ts'
import type { Context } from './context.ts'
import type { EvaluationComparisonWorseArgs, Metric, RequireFields, Resolvers } from './generated.ts'
import { metricOf } from './metricOf.ts'
import { selects } from './selects.ts'

type Numbers = { readonly baseline: number | null; readonly candidate: number | null; readonly reason?: string }

/**
 * The stored numbers, to the bit, with the interval that was drawn.
 * @param drawn undefined where no interval is asked for
 */
const differenceOf = ({ baseline, candidate, reason }: Numbers, drawn: Difference | undefined) => ({
  baseline,
  candidate,
  difference: baseline === null || candidate === null ? null : candidate - baseline,
  interval: drawn?.interval ?? null,
  reason: reason ?? drawn?.reason ?? null,
})

const drawn = (comparison: ComparisonParent, { comparisons }: Context): Promise<Comparison> =>
  comparisons.compare(comparison, comparison)

/** Drawing takes seconds: only where the answer shows it. */
const drawnFor = async (comparison: ComparisonParent, context: Context, info: GraphQLResolveInfo) =>
  selects(info, ['interval']) ? drawn(comparison, context) : undefined

type ChangeArgs = RequireFields<EvaluationComparisonWorseArgs, 'first' | 'minScore' | 'iou'>

async function changedImages(
  direction: 'WORSE' | 'BETTER',
  { baseline, candidate }: ComparisonParent,
  { first, after = null, minScore, iou }: ChangeArgs,
  { insights }: Context,
): Promise<ChangedImageListing> {
  const point = { minScore, iou }
  const ids = { baselineId: baseline.id, candidateId: candidate.id }
  const { rows, total, ...page } = await insights.run('changedImages', { ...ids, direction, first, after, ...point })
  const imageOf = (evaluation: EvaluationRow, outcome: ImageOutcome) => ({ ...outcome, evaluation, ...point })
  return {
    ...page,
    rows: rows.map(row => ({
      ...row,
      baseline: imageOf(baseline, row.baseline),
      candidate: imageOf(candidate, row.candidate),
    })),
    count: async () => total,
  }
}

export const comparisonObjects = {
  EvaluationComparison: {
    async metrics(comparison, _, context, info) {
      const { loaders } = context
      const { baseline, candidate } = comparison
      const [before, after, differences] = await Promise.all([
        loaders.resultOfEvaluation.load(baseline.id),
        loaders.resultOfEvaluation.load(candidate.id),
        drawnFor(comparison, context, info),
      ])
      return Object.entries(metricOf).map(([metric, name]) => ({
        metric: metric as Metric,
        ...differenceOf(
          {
            baseline: before!.summary[name],
            candidate: after!.summary[name],
            reason: before!.reasons[name] ?? after!.reasons[name],
          },
          differences?.metrics[name],
        ),
      }))
    },

    async perCategory(comparison, _, context, info) {
      const { loaders, room } = context
      const [before, after, differences] = await Promise.all([
        loaders.perCategoryOfEvaluation.load(comparison.baseline.id),
        loaders.perCategoryOfEvaluation.load(comparison.candidate.id),
        drawnFor(comparison, context, info),
      ])
      room.take(before.length, info)
      const byId = new Map(after.map(each => [each.category.id, each]))
      const drawnById = new Map(differences?.perCategory.map(each => [each.category.id, each]))
      return before.map(({ category, ap, reasons }) => {
        const other = byId.get(category.id)
        const numbers = { baseline: ap, candidate: other?.ap ?? null, reason: reasons.ap ?? other?.reasons.ap }
        return { category, ...differenceOf(numbers, drawnById.get(category.id)) }
      })
    },

    async verdict(comparison, { maxDrop, metric }, context) {
      const { metrics } = await drawn(comparison, context)
      return verdictOf(metrics[metricOf[metric]], maxDrop)
    },

    worse: (comparison, args, context) => changedImages('WORSE', comparison, args, context),
    better: (comparison, args, context) => changedImages('BETTER', comparison, args, context),
  },

  ChangedImageConnection: connectionOf<ChangedImageParent>(),
} satisfies Partial<Resolvers>
