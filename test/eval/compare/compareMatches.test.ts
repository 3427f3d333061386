import { expect, test } from 'vitest'
import { compareMatches } from '../../../eval/compare/compareMatches.ts'
import { evaluateMatches } from '../../../eval/evaluateMatches.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import { metrics } from '../../../eval/result.ts'
import { type EvaluationOptions, settingsOf } from '../../../eval/settings.ts'
import { type SmallData, smallData } from '../smallData.ts'

function matchesOf(data: SmallData, options: EvaluationOptions = {}) {
  const { groundTruth, detections } = smallData(data)
  return matchDetections(groundTruth, detections, settingsOf(options))
}

const box: [number, number, number, number] = [0, 0, 10, 10]
const three: SmallData = {
  images: [1, 2, 3],
  categories: [1, 2],
  objects: [1, 2, 3].map(image => ({ image, box })),
  detections: [
    { image: 1, box, score: 0.9 },
    { image: 2, box: [50, 50, 9, 9], score: 0.8 },
    { image: 3, box: [0, 0, 10, 8], score: 0.7 },
  ],
}

test('a detector compared with itself differs by exactly 0 in every number, as both are evaluated on the same draws', () => {
  const { metrics, perCategory } = compareMatches(matchesOf(three), matchesOf(three), { replicates: 200 })
  const none = { difference: 0, interval: { low: 0, high: 0 } }
  for (const metric of ['ap', 'ap50', 'ap75', 'apSmall', 'ar1', 'ar10', 'ar100', 'arSmall'] as const)
    expect(metrics[metric]).toMatchObject(none)
  expect(perCategory[0]).toMatchObject(none)
})

test('the numbers of both are those of their evaluations to the bit, with the reasons of those that are undefined', () => {
  const [baseline, candidate] = [matchesOf(three), matchesOf({ ...three, detections: three.detections.slice(0, 2) })]
  const comparison = compareMatches(baseline, candidate, { replicates: 10 })
  const [before, after] = [evaluateMatches(baseline), evaluateMatches(candidate)]
  for (const metric of metrics) {
    expect(comparison.metrics[metric].baseline).toBe(before.summary[metric])
    expect(comparison.metrics[metric].candidate).toBe(after.summary[metric])
    expect(comparison.metrics[metric].reason).toBe(before.reasons[metric])
  }
  expect(comparison.metrics.ap.difference).toBe(after.summary.ap! - before.summary.ap!)
  expect(comparison.metrics.apLarge).toEqual({
    baseline: null,
    candidate: null,
    difference: null,
    interval: null,
    reason: 'no object has an area of 9216 to 10000000000 square pixels',
  })
  expect(comparison.perCategory.map(({ category, baseline }) => [category.id, baseline])).toEqual([
    [1, before.perCategory[0]!.ap],
    [2, null],
  ])
})

test('a detector that is better on every image is better on every draw', () => {
  const of = (height: (image: number) => number) =>
    matchesOf({ ...three, detections: three.images!.map(image => ({ image, box: [0, 0, 10, height(image)] })) })
  const { ap } = compareMatches(
    of(image => 5 + image),
    of(() => 10),
    { replicates: 300 },
  ).metrics
  expect(ap.interval!.low).toBeGreaterThan(0)
  expect(ap.interval!.high).toBeGreaterThan(ap.interval!.low)
})

test('matches of other images, objects or settings are refused, and so are options that cannot be', () => {
  const matches = matchesOf(three)
  expect(() => compareMatches(matches, matchesOf({ ...three, images: [1, 2] }))).toThrow(
    'Expected matches of the same images but received 3 and 2, not all the same',
  )
  expect(() => compareMatches(matches, matchesOf({ ...three, images: [1, 2, 4] }))).toThrow('but received 3 and 3')
  expect(() => compareMatches(matches, matchesOf(three, { caps: [10] }))).toThrow(
    'Expected matches under the same settings but received different ones',
  )
  const objects = [...three.objects.slice(0, 2), { image: 2, box }]
  const others = [
    { ...three, objects },
    { ...three, categories: [1] },
    { ...three, categories: [1, 3] },
  ]
  for (const other of others)
    expect(() => compareMatches(matches, matchesOf(other))).toThrow('Expected matches of the same objects')
  expect(() => compareMatches(matches, matches, { replicates: 0 })).toThrow('Expected an integer of at least 1')
})
