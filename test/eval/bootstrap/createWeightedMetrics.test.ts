import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWeightedMetrics } from '../../../eval/bootstrap/createWeightedMetrics.ts'
import { lanes, packedDraws } from '../../../eval/bootstrap/packedDraws.ts'
import { evaluateMatches } from '../../../eval/evaluateMatches.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import type { Matches } from '../../../eval/matches.ts'
import { metrics } from '../../../eval/result.ts'
import { type EvaluationOptions, settingsOf } from '../../../eval/settings.ts'
import { differences } from '../../helper/evalFixture.ts'
import { anySmallData, type SmallData, smallData } from '../smallData.ts'

function matchesOf(data: SmallData, options: EvaluationOptions) {
  const { groundTruth, detections } = smallData(data)
  return matchDetections(groundTruth, detections, settingsOf(options))
}

/** The data with image i there `weights[i]` times, under new ids; copies next to each other. */
function repeated({ images, objects, detections, categories }: SmallData, weights: readonly number[]): SmallData {
  const copies = images!.flatMap((id, i) => Array.from({ length: weights[i]! }, (_, copy) => ({ id, copy })))
  const onCopies = <T extends { image?: number }>(rows: T[]) =>
    copies.flatMap(({ id, copy }) =>
      rows.filter(({ image }) => image === id).map(row => ({ ...row, image: 1000 * id + copy })),
    )
  return {
    images: copies.map(({ id, copy }) => 1000 * id + copy),
    categories: categories!,
    objects: onCopies(objects),
    detections: onCopies(detections),
  }
}

/** The twelve and the AP of each category, null where undefined. */
function expectedOf(matches: Matches): (number | null)[] {
  const { summary, perCategory } = evaluateMatches(matches)
  return [...metrics.map(metric => summary[metric]), ...perCategory.map(({ ap }) => ap)]
}

/** The same of four data sets at once, given how often each image stands in them. */
function weightedBy(matches: Matches, draws: readonly (readonly number[])[]): (number | null)[][] {
  const columns = metrics.length + matches.categories.length
  const values = new Float64Array(lanes * columns)
  const packed = Int32Array.from(matches.imageIds, (_, image) =>
    draws.reduce((sum, weights, lane) => sum + (weights[image]! << (8 * lane)), 0),
  )
  createWeightedMetrics(matches)(packedDraws(packed), values)
  return draws.map((_, lane) =>
    Array.from(values.subarray(lane * columns, (lane + 1) * columns), value => (Number.isNaN(value) ? null : value)),
  )
}

/** Areas of the boxes of anySmallData are 4 to 16. */
const areaRanges = [
  { name: 'small', min: 0, max: 6 },
  { name: 'all', min: 0, max: 1e10 },
  { name: 'medium', min: 6, max: 9 },
  { name: 'large', min: 9, max: 12 },
]

const protocols: Record<string, EvaluationOptions> = {
  'PYCOCOTOOLS, areas as small as the boxes': { areaRanges },
  'caps that bind': { areaRanges, caps: [1, 2, 10, 100] },
  'a largest cap that binds': { areaRanges, caps: [1, 2] },
  OMZ_ACCURACY_CHECKER: { profile: 'OMZ_ACCURACY_CHECKER' },
  'OMZ_ACCURACY_CHECKER with areas': { profile: 'OMZ_ACCURACY_CHECKER', areaRanges },
  'no threshold 0.5 or 0.75': { iouThresholds: [0.55, 1], areaRanges },
  'a cap of 2, two thresholds, and areas of which some lie outside all': {
    caps: [2],
    iouThresholds: [0.5, 1],
    areaRanges: [
      { name: 'small', min: 0, max: 6 },
      { name: 'all', min: 4, max: 12 },
    ],
  },
}

test.each(Object.entries(protocols))(
  'the twelve and the AP of each category under weights are those of the images written out as often, scores equal or not (%s)',
  (_, options) => {
    const anyWeights = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(anySmallData, fc.array(anyWeights, { minLength: 4, maxLength: 4 }), (data, draws) => {
        const weighted = weightedBy(matchesOf(data, options), draws)
        for (const [lane, weights] of draws.entries()) {
          const expected = expectedOf(matchesOf(repeated(data, weights), options))
          expect(differences(weighted[lane]!, expected, weights.join())).toEqual([])
        }
      }),
      { seed: 4, numRuns: 200 },
    )
  },
)

test('draws of an image up to 255 times add up without carry from one data set into the next', () => {
  const box: [number, number, number, number] = [0, 0, 10, 10]
  const elsewhere: [number, number, number, number] = [50, 50, 10, 10]
  const data: SmallData = {
    images: [0, 1],
    categories: [1],
    objects: [
      { image: 0, box },
      { image: 1, box },
    ],
    detections: [
      ...[0.9, 0.8, 0.7].map(score => ({ image: 0, box: elsewhere, score })),
      { image: 1, box: elsewhere, score: 0.6 },
      { image: 0, box, score: 0.5 },
      { image: 1, box, score: 0.4 },
    ],
  }
  const draws = [
    [255, 1],
    [3, 255],
    [0, 2],
    [255, 255],
  ]
  const weighted = weightedBy(matchesOf(data, {}), draws)
  for (const [lane, weights] of draws.entries())
    expect(differences(weighted[lane]!, expectedOf(matchesOf(repeated(data, weights), {})), weights.join())).toEqual([])
})
