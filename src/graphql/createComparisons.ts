import type { Comparison } from '../../eval/compare/comparison.ts'
import type { ImageDifference } from '../runs/imageDifference.ts'
import { shardsOf } from '../runs/shardsOf.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { Tasks } from '../tasks/tasks.ts'
import type { Services } from './context.ts'
import { createMemory } from './createMemory.ts'

export type Comparisons = ReturnType<typeof createComparisons>

type Pair = { readonly baseline: EvaluationRow; readonly candidate: EvaluationRow }
type Draws = Omit<Parameters<Tasks['compare']>[0], 'baselineId' | 'candidateId'>

/** Whose shards they are, which never change. */
const ownersOf = ({ baseline, candidate }: Pair) => [shardsOf(baseline).id, shardsOf(candidate).id]

/** Comparisons of stored evaluations, each computed once while it is remembered. */
export function createComparisons(tasks: Services['tasks']) {
  const comparisons = createMemory<Comparison>()
  const images = createMemory<ImageDifference | null>()
  const idsOf = ({ baseline, candidate }: Pair) => ({ baselineId: baseline.id, candidateId: candidate.id })

  return {
    /** With intervals of so many draws. @throws what the task throws; AppError OVERLOADED, DEADLINE_EXCEEDED */
    compare: (pair: Pair, { replicates, seed, confidence }: Draws): Promise<Comparison> =>
      comparisons([...ownersOf(pair), replicates, seed, confidence].join(), () =>
        tasks.run('compare', { ...idsOf(pair), replicates, seed, confidence }),
      ),

    /** Which images count in one of them alone; null where both count the same. @throws as `compare` */
    compareImages: (pair: Pair): Promise<ImageDifference | null> =>
      images(ownersOf(pair).join(), () => tasks.run('compareImages', idsOf(pair))),
  }
}
