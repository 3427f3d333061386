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

// Of two images, each alone is drawn in a quarter of the draws, one of each in half. The baseline finds the object of the
// first and something wrong on the second: its AP is 1, 51 / 101 (the recall points up to 0.5) or 0; the candidate's is 1.
const two: SmallData = {
  images: [1, 2],
  categories: [1, 2],
  objects: [1, 2].map(image => ({ image, box })),
  detections: [],
}
const findsOne = matchesOf({
  ...two,
  detections: [
    { image: 1, box, score: 0.9 },
    { image: 2, box: [50, 50, 9, 9], score: 0.8 },
  ],
})
const findsBoth = matchesOf({ ...two, detections: [1, 2].map(image => ({ image, box })) })

test.each([
  ['inside the middle half of the draws', 0.2, 50 / 101, 50 / 101, 0.5, 0.5],
  ['beyond it, as of two images 0.4 takes more than half of them', 0.4, 0, 1, 0, 1],
])('of two images and three detections, quantiles %s are those of the enumerated draws', (_, confidence, ...ends) => {
  const [low, high, lowest, highest] = ends
  const { metrics, perCategory } = compareMatches(findsOne, findsBoth, { confidence })
  for (const { difference, interval } of [metrics.ap, metrics.ap50, metrics.ap75, metrics.apSmall, perCategory[0]!]) {
    expect(difference).toBeCloseTo(50 / 101, 12)
    expect(interval!.low).toBeCloseTo(low, 12)
    expect(interval!.high).toBeCloseTo(high, 12)
  }
  for (const { difference, interval } of [metrics.ar1, metrics.ar10, metrics.ar100, metrics.arSmall]) {
    expect(difference).toBeCloseTo(0.5, 12)
    expect(interval).toEqual({ low: lowest, high: highest })
  }
})

test('a difference is that of the candidate: the other way round it has the other sign, and so has its interval', () => {
  const { ap } = compareMatches(findsBoth, findsOne, { replicates: 200 }).metrics
  expect(ap.difference).toBeCloseTo(-50 / 101, 12)
  expect(ap.interval!.low).toBeCloseTo(-1, 12)
  expect(ap.interval!.high).toBe(0)
})

test('draws in which a category has no object do not count for it; of no object there is no interval', () => {
  const objects = [
    { image: 1, box },
    { image: 2, category: 2, box },
  ]
  const empty = matchesOf({ ...two, objects })
  const full = matchesOf({ ...two, objects, detections: objects })
  const { perCategory, metrics } = compareMatches(empty, full)
  for (const { difference, interval, reason } of [...perCategory, metrics.ap]) {
    expect(difference).toBeCloseTo(1, 12)
    expect(interval!.low).toBeCloseTo(1, 12)
    expect(interval!.high).toBeCloseTo(1, 12)
    expect(reason).toBeUndefined()
  }
  const none = matchesOf({ ...two, objects: [] })
  expect(compareMatches(none, none, { replicates: 9 }).metrics.ap).toEqual({
    baseline: null,
    candidate: null,
    difference: null,
    interval: null,
    reason: 'the ground truth has no object that counts',
  })
  const noImage = matchesOf({ objects: [], detections: [], images: [] })
  expect(compareMatches(noImage, noImage, { replicates: 9 }).metrics.ap.interval).toBeNull()
})

test('a number that no draw defines has no interval, and says so', () => {
  const rare = matchesOf({ ...three, objects: [{ image: 1, box }] })
  // A single draw leaves image 1 out with a chance of 8 / 27.
  const ofSeed = (seed: number) => compareMatches(rare, rare, { replicates: 1, seed }).metrics.ap
  const found = Map.groupBy([1, 2, 3, 4, 5, 6, 7, 8].map(ofSeed), ({ interval }) => interval === null)
  expect(found.get(false)![0]).toMatchObject({ difference: 0, interval: { low: 0, high: 0 } })
  expect(found.get(true)![0]).toMatchObject({ difference: 0, reason: 'no draw has an object that counts' })
})

test('with OMZ_ACCURACY_CHECKER recall is undefined, and without 0.5 so is AP50, each with its reason', () => {
  const omz = matchesOf(three, { profile: 'OMZ_ACCURACY_CHECKER', iouThresholds: [0.6] })
  const { ap, ap50, ar100, apSmall } = compareMatches(omz, omz, { replicates: 20 }).metrics
  expect(ap.interval).toEqual({ low: 0, high: 0 })
  expect(ap50.reason).toBe('the protocol has no IoU threshold 0.5')
  expect(ar100.reason).toBe('profile OMZ_ACCURACY_CHECKER has no recall')
  expect(apSmall.reason).toBe("the protocol has no area range 'small'")
  for (const { interval, difference } of [ap50, ar100, apSmall]) expect([interval, difference]).toEqual([null, null])
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
    { ...three, objects: three.objects.map(object => ({ ...object, area: 5000 })) },
    { ...three, objects: [...three.objects, { image: 1, box, crowd: true }] },
  ]
  for (const other of others)
    expect(() => compareMatches(matches, matchesOf(other))).toThrow('Expected matches of the same objects')
  expect(() => compareMatches(matches, matches, { replicates: 0 })).toThrow('Expected an integer of at least 1')
})
