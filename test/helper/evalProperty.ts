import fc from 'fast-check'
import { type CocoDetection, type CocoGroundTruth, evaluateCoco } from '../../eval/index.ts'
import type { EvaluationOptions, Profile } from '../../eval/settings.ts'
import { randomCase } from './randomCase.ts'

export const cases = fc.nat({ max: 2 ** 31 - 1 }).map(seed => randomCase(seed, 'STRICT'))
export const profiles = fc.constantFrom<Profile[]>('PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER')

/** FOVEA_TEST_RUNS=10000 looks for minutes where the suite looks for seconds, FOVEA_TEST_SEED elsewhere. */
export const numRuns = Number(process.env.FOVEA_TEST_RUNS ?? 150)
const seed = Number(process.env.FOVEA_TEST_SEED ?? 1)

/** Asserts what holds whatever is drawn. */
export function holds<Values extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof Values]: fc.Arbitrary<Values[K]> },
  predicate: (...values: Values) => void,
): void {
  fc.assert(fc.property(...arbitraries, predicate), { numRuns, seed })
}

export type Case = { groundTruth: CocoGroundTruth; detections: CocoDetection[] }

/** The result without its warnings, which count and quote rows. */
export function numbersOf({ groundTruth, detections }: Case, options: EvaluationOptions = {}) {
  const { warnings: _, ...numbers } = evaluateCoco(groundTruth, detections, options)
  return numbers
}

/** A number for each row, so that sorting by them shuffles: by the whole of fast-check's randomness. */
export const orders = fc.infiniteStream(fc.nat())

export function shuffle<Row>(rows: readonly Row[], order: Iterable<number>): Row[] {
  const keys = take(order, rows.length)
  return rows
    .map((row, i) => ({ row, key: keys[i]! }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ row }) => row)
}

/** Rows of different images and categories are shuffled; those of the same stay in their order. */
export function interleave<Row extends { image_id: number; category_id: number }>(
  rows: readonly Row[],
  order: Iterable<number>,
): Row[] {
  const cellOf = (row: Row) => `${row.image_id} ${row.category_id}`
  const waiting = Map.groupBy(rows, cellOf)
  return shuffle(rows, order).map(row => waiting.get(cellOf(row))!.shift()!)
}

/** The first so many. */
export function take<Value>(values: Iterable<Value>, count: number): Value[] {
  const taken: Value[] = []
  if (count > 0) for (const value of values) if (taken.push(value) === count) break
  return taken
}

/** The same with scores that are all different, in any order. */
export function withDistinctScores({ groundTruth, detections }: Case, order: Iterable<number>): Case {
  const ranks = shuffle([...detections.keys()], order)
  return { groundTruth, detections: detections.map((d, i) => ({ ...d, score: (ranks[i]! + 1) / 1024 })) }
}
