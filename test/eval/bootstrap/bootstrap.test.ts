import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bootstrapAp, pairedBootstrap } from '../../../eval/bootstrap/bootstrap.ts'
import { createWeightedAp } from '../../../eval/bootstrap/createWeightedAp.ts'
import { evaluateMatches } from '../../../eval/evaluateMatches.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import { type EvaluationOptions, settingsOf } from '../../../eval/settings.ts'
import { anySmallData, type SmallData, smallData } from '../smallData.ts'

function matchesOf(data: SmallData, options: EvaluationOptions = {}) {
  const { groundTruth, detections } = smallData(data)
  return matchDetections(groundTruth, detections, settingsOf(options))
}

/** The data with image i there `weights[i]` times, under new ids; copies next to each other. */
function repeated({ images, objects, detections, categories }: SmallData, weights: readonly number[]): SmallData {
  const copies = images!.flatMap((id, i) => Array.from({ length: weights[i]! }, (_, copy) => ({ id, copy })))
  const onCopies = <T extends { image?: number }>(rows: T[]) =>
    copies.flatMap(({ id, copy }) =>
      rows.filter(({ image }) => image === id).map(row => ({ ...row, image: 100 * id + copy })),
    )
  return {
    images: copies.map(({ id, copy }) => 100 * id + copy),
    categories: categories!,
    objects: onCopies(objects),
    detections: onCopies(detections),
  }
}

const protocols: Record<string, EvaluationOptions> = {
  PYCOCOTOOLS: {},
  OMZ_ACCURACY_CHECKER: { profile: 'OMZ_ACCURACY_CHECKER' },
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
  'the AP under weights is the AP of the images written out as often, scores equal or not (%s)',
  (_, options) => {
    const anyWeights = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(anySmallData, fc.array(anyWeights, { minLength: 1, maxLength: 3 }), (data, draws) => {
        const evaluate = createWeightedAp(matchesOf(data, options))
        for (const weights of draws) {
          const { ap } = evaluateMatches(matchesOf(repeated(data, weights), options)).summary
          const weighted = evaluate(Int32Array.from(weights))
          if (ap === null) expect(weighted).toBeNaN()
          else expect(Math.abs(weighted - ap)).toBeLessThanOrEqual(1e-12)
        }
      }),
      { seed: 4, numRuns: 400 },
    )
  },
)

const box: [number, number, number, number] = [0, 0, 10, 10]
const three: SmallData = {
  images: [1, 2, 3],
  categories: [1],
  objects: [1, 2, 3].map(image => ({ image, box })),
  detections: [
    { image: 1, box, score: 0.9 },
    { image: 2, box: [50, 50, 9, 9], score: 0.8 },
    { image: 3, box: [0, 0, 10, 8], score: 0.7 },
  ],
}

test('replicates are of draws with replacement of as many images: of three images, all 27 draws in their shares', () => {
  const matches = matchesOf(three)
  const evaluate = createWeightedAp(matches)
  const expected = new Map<number, number>()
  for (let draw = 0; draw < 27; draw++) {
    const weights = new Int32Array(3)
    for (const image of [draw % 3, Math.floor(draw / 3) % 3, Math.floor(draw / 9)]) weights[image]!++
    const ap = evaluate(weights)
    expected.set(ap, (expected.get(ap) ?? 0) + 1 / 27)
  }
  const { replicates } = bootstrapAp(matches, { replicates: 20_000 })
  const found = new Map<number, number>()
  for (const ap of replicates) found.set(ap, (found.get(ap) ?? 0) + 1 / 20_000)
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort())
  for (const [ap, share] of expected) expect(Math.abs(found.get(ap)! - share)).toBeLessThan(0.015)
})

test('the interval is that of the percentiles, between the nearest two replicates', () => {
  const matches = matchesOf(three)
  const { value, replicates, interval } = bootstrapAp(matches, { replicates: 7, seed: 1, confidence: 0.5 })
  expect(value).toBeCloseTo(evaluateMatches(matches).summary.ap!, 12)
  const sorted = [...replicates].sort((a, b) => a - b)
  expect(interval!.low).toBeCloseTo((sorted[1]! + sorted[2]!) / 2, 12)
  expect(interval!.high).toBeCloseTo((sorted[4]! + sorted[5]!) / 2, 12)
  expect(sorted[1]).not.toBe(sorted[2])
})

test('a seed draws the same images again, another seed others', () => {
  const matches = matchesOf(three)
  const draw = (seed: number) => bootstrapAp(matches, { seed, replicates: 50 }).replicates
  expect(draw(5)).toEqual(draw(5))
  expect(draw(5)).not.toEqual(draw(6))
})

test('a detector compared with itself differs by exactly 0, as both are evaluated on the same draws', () => {
  const { baseline, difference } = pairedBootstrap(matchesOf(three), matchesOf(three), { replicates: 200 })
  expect(baseline.interval!.low).toBeLessThan(baseline.interval!.high)
  expect(difference).toMatchObject({ value: 0, interval: { low: 0, high: 0 } })
})

test('a detector that is better on every image is better on every draw', () => {
  const of = (height: (image: number) => number) =>
    matchesOf({ ...three, detections: three.images!.map(image => ({ image, box: [0, 0, 10, height(image)] })) })
  const options = { replicates: 300 }
  const { baseline, candidate, difference } = pairedBootstrap(
    of(image => 5 + image),
    of(() => 10),
    options,
  )
  expect(baseline.interval!.low).toBeLessThan(baseline.interval!.high)
  expect(candidate.value).toBeCloseTo(1, 12)
  expect(difference.value).toBe(candidate.value! - baseline.value!)
  expect(difference.interval!.low).toBeGreaterThan(0)
  expect(difference.replicates).toEqual(candidate.replicates.map((ap, i) => ap - baseline.replicates[i]!))
})

test('draws without an object are left out of the interval; without any object there is no AP, and a reason', () => {
  const rare: SmallData = { ...three, objects: [{ image: 1, box }] }
  const { replicates, interval } = bootstrapAp(matchesOf(rare), { replicates: 100 })
  expect(replicates.some(Number.isNaN)).toBe(true)
  expect(interval!.low).toBeCloseTo(1, 12)
  const none = bootstrapAp(matchesOf({ ...three, objects: [] }), { replicates: 10 })
  expect(none).toMatchObject({ value: null, interval: null, reason: 'there is no object' })
  const noImage = bootstrapAp(matchesOf({ objects: [], detections: [], images: [] }), { replicates: 10 })
  expect(noImage).toMatchObject({ value: null, interval: null })
})

test('matches of other images or other settings are refused, and so are options that cannot be', () => {
  const matches = matchesOf(three)
  expect(() => pairedBootstrap(matches, matchesOf({ ...three, images: [1, 2] }))).toThrow(
    'Expected matches of the same images but received 3 and 2, not all the same',
  )
  expect(() => pairedBootstrap(matches, matchesOf({ ...three, images: [1, 2, 4] }))).toThrow('but received 3 and 3')
  expect(() => pairedBootstrap(matches, matchesOf(three, { caps: [10] }))).toThrow(
    'Expected matches under the same settings but received different ones',
  )
  expect(() => bootstrapAp(matches, { replicates: 0 })).toThrow('an integer of at least 1 for replicates')
  expect(() => bootstrapAp(matches, { confidence: 1 })).toThrow('a confidence between 0 and 1 but received 1')
  expect(() => bootstrapAp(matches, { seed: 0.5 })).toThrow('an integer for seed but received 0.5')
})
