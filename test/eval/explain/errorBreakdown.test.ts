import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateMatches } from '../../../eval/evaluateMatches.ts'
import { type ErrorBreakdown, errorBreakdown } from '../../../eval/explain/errorBreakdown.ts'
import { findOverlaps } from '../../../eval/explain/findOverlaps.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import { type EvaluationOptions, settingsOf } from '../../../eval/settings.ts'
import { anySmallData, packed, type SmallData, smallData } from '../smallData.ts'

function breakdownOf(data: SmallData, options: EvaluationOptions = {}): ErrorBreakdown {
  const { groundTruth, detections } = smallData(data)
  return errorBreakdown(findOverlaps(groundTruth, detections, settingsOf(options)))
}

const counts = ({ errors }: ErrorBreakdown) =>
  Object.fromEntries(Object.entries(errors).flatMap(([type, { count }]) => (count > 0 ? [[type, count]] : [])))

/** Every AP of a breakdown, in the terms of the fixture. */
function deltas({ ap, errors, falsePositives, falseNegatives }: ErrorBreakdown) {
  const all = { ...errors, falsePositives, falseNegatives }
  return { ap, ...Object.fromEntries(Object.entries(all).map(([type, { deltaAp }]) => [type, deltaAp])) }
}

const object = { box: [0, 0, 10, 10] as const, category: 1 }
const kinds: [string, SmallData['detections'], Record<string, number>][] = [
  ['the right category, IoU 0.4', [{ box: [0, 0, 10, 4] }], { localisation: 1 }],
  ['the right category, IoU 0.1', [{ box: [0, 0, 10, 1] }], { localisation: 1 }],
  ['another category, IoU 0.5', [{ box: [0, 0, 10, 5], category: 2 }], { classification: 1 }],
  ['another category, IoU 0.4', [{ box: [0, 0, 10, 4], category: 2 }], { both: 1, missed: 1 }],
  ['another category, IoU 0.1', [{ box: [0, 0, 10, 1], category: 2 }], { background: 1, missed: 1 }],
  ['nothing there', [{ box: [50, 50, 10, 10] }], { background: 1, missed: 1 }],
  ['a second on the same object', [{ box: [0, 0, 10, 10] }, { box: [0, 0, 10, 9], score: 0.5 }], { duplicate: 1 }],
  ['no detection', [], { missed: 1 }],
]

test.each(kinds)('%s is told apart', (_, detections, expected) => {
  expect(counts(breakdownOf({ categories: [1, 2], objects: [object], detections }))).toEqual(expected)
})

test('the best of several detections about a free object is the one to mend, and only its kind gains by that', () => {
  const breakdown = breakdownOf({
    categories: [1, 2],
    objects: [object],
    detections: [
      { box: [0, 0, 10, 4], score: 0.5 },
      { box: [0, 0, 10, 10], score: 0.9, category: 2 },
      { box: [0, 0, 10, 9], score: 0.8, category: 2 },
    ],
  })
  expect(counts(breakdown)).toEqual({ classification: 2, localisation: 1 })
  expect(breakdown.ap).toBe(0)
  expect(breakdown.errors.classification.deltaAp).toBeCloseTo(1, 12)
  expect(breakdown.errors.localisation.deltaAp).toBe(0)
})

test('what a crowd excuses is no error, but is mended where that would find an object', () => {
  const crowd = { box: [0, 0, 40, 40] as const, crowd: true }
  const inCrowd = { box: [0, 0, 10, 4] as const }
  const far = { box: [20, 20, 10, 10] as const, score: 0.8 }
  const found = breakdownOf({
    objects: [crowd, object],
    detections: [inCrowd, far, { box: [0, 0, 10, 10], score: 0.7 }],
  })
  expect(counts(found)).toEqual({})
  expect(found.falsePositives).toEqual({ count: 0, deltaAp: 0 })
  const free = breakdownOf({ objects: [crowd, object], detections: [inCrowd, far] })
  expect(counts(free)).toEqual({ localisation: 1 })
  expect(free.errors.localisation.deltaAp).toBeCloseTo(1, 12)
})

test('a category that loses its last object counts as 0 while it has detections, and then not at all', () => {
  const objects = [object, { ...object, category: 2, box: [20, 0, 10, 10] as const }]
  const right = { box: [0, 0, 10, 10] as const }
  const away = { box: [60, 60, 10, 10] as const, category: 2 }
  const without = breakdownOf({ categories: [1, 2], objects, detections: [right] })
  expect(without.errors.missed.deltaAp).toBeCloseTo(0.5, 12)
  const kept = breakdownOf({ categories: [1, 2], objects, detections: [right, away] })
  expect(kept.errors.missed.deltaAp).toBe(0)
})

test('without objects there is no AP, and a reason', () => {
  const breakdown = breakdownOf({ objects: [], detections: [{ box: [0, 0, 1, 1] }] })
  expect(breakdown).toMatchObject({ ap: null, reason: 'there is no object' })
  expect(breakdown.errors.background).toEqual({ count: 1, deltaAp: null })
})

test.each([0.05, 0.6])('a background of %d is refused with a foreground of 0.5', background => {
  const { groundTruth, detections } = smallData({ objects: [], detections: [] })
  const overlaps = findOverlaps(groundTruth, detections, settingsOf())
  expect(() => errorBreakdown(overlaps, { background })).toThrow(
    `Expected a background from 0.1 to the foreground, 0.5, but received ${background}`,
  )
})

test('the AP is that of the evaluation, and mending never lowers it', () => {
  fc.assert(
    fc.property(anySmallData, data => {
      const { groundTruth, detections } = smallData(data)
      const { ap50 } = evaluateMatches(matchDetections(groundTruth, detections, settingsOf())).summary
      const { ap, ...gains } = deltas(breakdownOf(data))
      if (ap50 === null) expect(ap).toBeNull()
      else expect(ap).toBeCloseTo(ap50, 12)
      for (const gain of Object.values(gains)) expect(gain ?? 0).toBeGreaterThanOrEqual(0)
    }),
    { seed: 4 },
  )
})

type Row = [number, number, number, number, number, number, number]
type Case = { images: number[]; objects: Row[]; detections: Row[]; expected: Record<string, number> }
const cases: Case[] = JSON.parse(readFileSync(new URL('../../fixtures/eval/tide.json', import.meta.url), 'utf8'))

test('random cases have the deltas of tidecv, with all detections of an image and the mean of COCO', () => {
  expect(cases).toHaveLength(25)
  for (const { images, objects, detections, expected } of cases) {
    const breakdown = breakdownOf({
      images,
      categories: [1, 2, 3, 4],
      objects: objects.map(([image, category, crowd, ...box]) => ({ image, category, crowd: crowd === 1, box })),
      detections: detections.map(([image, category, score, ...box]) => ({ image, category, score, box })),
    })
    const found = deltas(breakdown)
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    for (const [type, value] of Object.entries(expected)) {
      expect(found[type as keyof typeof found], type).toBeCloseTo(value, 10)
    }
  }
})

const data = resolve('../shared/data')
const coco = (file: string) => JSON.parse(readFileSync(resolve(data, file), 'utf8'))

/** In points of 100, from tidecv 1.0.1, changed where the name says so as scripts/fixtures/tide.py changes it. */
const files: [string, string, string, number, Record<string, number>][] = [
  [
    'YOLACT on 150 images, tidecv as it is',
    'val2017/instances_val2017_bbox_reconstructed.json',
    'val2017/yolact_150.coco_results.json',
    100,
    {
      ap: 2.809968443292586,
      classification: 0.15805612420328963,
      localisation: 0.45842421966788516,
      both: 0.04712694612306123,
      duplicate: 0.0016578392635522299,
      background: 0.28877433523645735,
      missed: 36.39817165900098,
      falsePositives: 0.9152790814598908,
      falseNegatives: 43.78572399901033,
    },
  ],
  [
    "cocoapi's example, tidecv with the mean of COCO",
    'cocoapi-val2014-100/instances_val2014_100.json',
    'cocoapi-val2014-100/instances_val2014_fakebbox100_results.json',
    100,
    {
      ap: 69.70827357310577,
      classification: 16.74275498839698,
      localisation: 0.24742454002485204,
      both: 0,
      duplicate: 0.020599225914494923,
      background: 0,
      missed: 9.344511867174248,
      falsePositives: 7.406295026611346,
      falseNegatives: 19.302560505754485,
    },
  ],
  [
    'DEIMv2 femto on COCO128, tidecv with the mean of COCO, both with all detections',
    'coco128/instances.json',
    'coco128/deimv2_femto.coco_results.json',
    1000,
    {
      ap: 56.86774972159589,
      classification: 2.2505284545282933,
      localisation: 5.106934455380021,
      both: 1.107574436449859,
      duplicate: 0.7198106776337525,
      background: 2.4106744394325617,
      missed: 4.359569955054305,
      falsePositives: 22.521456804690537,
      falseNegatives: 11.095349053567197,
    },
  ],
]

test.skipIf(!existsSync(data)).each(files)(
  '%s: the deltas are those of tidecv to 0.05 points (needs ../shared)',
  (_, truth, results, cap, expected) => {
    const { groundTruth, detections } = packed(coco(truth), coco(results))
    const settings = settingsOf({ caps: [cap] })
    const found = deltas(errorBreakdown(findOverlaps(groundTruth, detections, settings)))
    for (const [type, value] of Object.entries(expected)) {
      expect(Math.abs(100 * found[type as keyof typeof found]! - value), type).toBeLessThanOrEqual(0.05)
    }
  },
)
