import type { Difference } from '../../eval/compare/comparison.ts'
import { metrics } from '../../eval/result.ts'
import { showUnseen } from '../report/html.ts'
import { nameOf } from '../report/nameOf.ts'
import type { Compared } from './compared.ts'
import { labelOf, points, signedPoints } from './points.ts'
import { table } from './table.ts'

type CategoryDifference = Compared['comparison']['perCategory'][number]

/** Categories that are named of those that lost, and of those that gained. */
const mostNamed = 5

const rowOf = (name: string, { baseline, candidate, difference, interval }: Difference) => [
  name,
  points(baseline).padStart('baseline'.length),
  points(candidate).padStart('candidate'.length),
  signedPoints(difference).padStart('difference'.length),
  interval === null ? 'n/a' : `${signedPoints(interval.low)} to ${signedPoints(interval.high)}`,
]

const tableOf = (title: string, rows: (readonly string[])[]) =>
  table([[title, 'baseline', 'candidate', 'difference', 'interval'], ...rows])

const categoryTable = (title: string, differences: readonly CategoryDifference[]) =>
  tableOf(
    title,
    differences.map(each => rowOf(showUnseen(nameOf(each.category)), each)),
  )

/** @param sign -1: those that lost, the most first; 1: those that gained */
function changed(perCategory: readonly CategoryDifference[], sign: 1 | -1): CategoryDifference[] {
  const change = ({ difference }: CategoryDifference) => sign * (difference ?? 0)
  return perCategory
    .filter(each => change(each) > 0)
    .sort((a, b) => change(b) - change(a))
    .slice(0, mostNamed)
}

function categories(perCategory: readonly CategoryDifference[], all: boolean): string[] {
  if (all) return [categoryTable('category', perCategory)]
  const [lost, gained] = [changed(perCategory, -1), changed(perCategory, 1)]
  return [
    ...(lost.length > 0 ? [categoryTable('lost most', lost)] : []),
    ...(gained.length > 0 ? [categoryTable('gained most', gained)] : []),
  ]
}

/** The twelve and the AP of categories in points of 100, for people. */
export function comparisonText({ baseline, candidate, images, comparison }: Compared, allCategories: boolean): string {
  const { replicates, seed, confidence, perCategory } = comparison
  const share = Number((100 * confidence).toFixed(1))
  const head = [
    `baseline   ${showUnseen(baseline)}`,
    `candidate  ${showUnseen(candidate)}`,
    `${images.toLocaleString('en')} images; intervals of ${share} % confidence by ${replicates.toLocaleString('en')} draws (seed ${seed}); all in points of 100`,
  ]
  const twelve = tableOf(
    'metric',
    metrics.map(metric => rowOf(labelOf(metric), comparison.metrics[metric])),
  )
  return [head.join('\n'), twelve, ...categories(perCategory, allCategories)].join('\n\n')
}
