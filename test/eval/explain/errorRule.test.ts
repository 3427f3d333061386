import { expect, test } from 'vitest'
import { type ErrorBreakdown, errorBreakdown } from '../../../eval/explain/errorBreakdown.ts'
import { findOverlaps } from '../../../eval/explain/findOverlaps.ts'
import { settingsOf } from '../../../eval/settings.ts'
import { type SmallData, smallData } from '../smallData.ts'

type Thresholds = { foreground?: number; background?: number }

function breakdownOf(data: SmallData, thresholds: Thresholds = {}): ErrorBreakdown {
  const { groundTruth, detections } = smallData({ categories: [1, 2], ...data })
  return errorBreakdown(findOverlaps(groundTruth, detections, settingsOf()), thresholds)
}

const counts = ({ errors }: ErrorBreakdown) =>
  Object.fromEntries(Object.entries(errors).flatMap(([type, { count }]) => (count > 0 ? [[type, count]] : [])))

const near = (value: number) => expect.closeTo(value, 12)

/** The gain in AP of every kind that has one. */
const gains = ({ errors, falsePositives, falseNegatives }: ErrorBreakdown) =>
  Object.fromEntries(
    Object.entries({ ...errors, falsePositives, falseNegatives }).flatMap(([type, { deltaAp }]) =>
      deltaAp === 0 ? [] : [[type, deltaAp]],
    ),
  )

// Of a box of 100 × 10 the IoU with a part of its width is that part: 0.1 of 10, 0.95 of 95.
const box = [0, 0, 100, 10] as const
const part = (width: number) => [0, 0, width, 10] as const
const away = [0, 500, 100, 10] as const
const farther = [0, 900, 100, 10] as const
const object = { box }

const thresholds: [number, number, string, Record<string, number>][] = [
  [95, 0.95, 'is right', {}],
  [94, 0.95, 'is badly placed', { localisation: 1 }],
  [10, 0.95, 'is badly placed', { localisation: 1 }],
  [9, 0.95, 'is in the background', { background: 1, missed: 1 }],
  [50, 0.5, 'is right', {}],
  [49, 0.5, 'is badly placed', { localisation: 1 }],
  [10, 0.1, 'is right', {}],
]

test.each(thresholds)('%d hundredths of an object, foreground %d: it %s', (width, foreground, _, expected) => {
  expect(counts(breakdownOf({ objects: [object], detections: [{ box: part(width) }] }, { foreground }))).toEqual(
    expected,
  )
})

test('the questions are asked in order: badly placed, wrong category, duplicate', () => {
  const twins = [object, { ...object, category: 2 }]
  const right = { box, score: 0.95 }
  // 0.4 of its own category, the whole of another: badly placed.
  const placed = [{ box: part(40) }, { category: 2, box }]
  expect(counts(breakdownOf({ objects: placed, detections: [{ box }] }))).toEqual({ localisation: 1, missed: 1 })
  // A second on an object that is found, which lies on one of another category too: wrong category.
  expect(counts(breakdownOf({ objects: twins, detections: [right, { box, score: 0.5 }] }))).toEqual({
    classification: 1,
  })
  expect(counts(breakdownOf({ objects: [object], detections: [right, { box, score: 0.5 }] }))).toEqual({ duplicate: 1 })
})

test('an error about an object that is found mends nothing: dropping it is all that is gained', () => {
  const right = { box, score: 0.5 }
  const objects = [object, { box: away }]
  const placed = breakdownOf({ objects, detections: [right, { box: part(40), score: 0.9 }] })
  expect(counts(placed)).toEqual({ localisation: 1, missed: 1 })
  // One of two objects, 51 of 101 points of recall, at precision 1/2; without the wrong one at 1.
  expect(placed.ap).toEqual(near(51 / 202))
  expect(placed.errors.localisation.deltaAp).toEqual(near(51 / 202))
})

test('a second detection at the very foreground is a duplicate, a little below it is badly placed', () => {
  const second = (width: number) => ({ objects: [object], detections: [{ box }, { box: part(width), score: 0.5 }] })
  expect(counts(breakdownOf(second(50)))).toEqual({ duplicate: 1 })
  expect(counts(breakdownOf(second(49)))).toEqual({ localisation: 1 })
})

test('of two objects at equal IoU a wrong detection is about the first, and the other is missed', () => {
  const objects = [object, object]
  const one = breakdownOf({ objects, detections: [{ box: part(40) }] })
  expect(counts(one)).toEqual({ localisation: 1, missed: 1 })
  const two = breakdownOf({ objects, detections: [{ box: part(40) }, { box: part(40), score: 0.8 }] })
  expect(counts(two)).toEqual({ localisation: 2, missed: 1 })
  // The first is made right, the second dropped: one of two objects found, 51 of 101 points of recall.
  expect(two.errors.localisation.deltaAp).toEqual(near(51 / 101))
})

test('of two objects at equal IoU, the second taken, a badly placed detection is about the first and mends it', () => {
  // The better detection takes the second of the two, the later of equals.
  const detections = [{ box }, { box: part(40), score: 0.8 }]
  expect(counts(breakdownOf({ objects: [object, object], detections }))).toEqual({ localisation: 1 })
})

test('of two objects of other categories at equal IoU the wrong category is that of the first', () => {
  const objects = [
    { ...object, category: 2 },
    { ...object, category: 3 },
    { box: away, category: 3 },
  ]
  const breakdown = breakdownOf({ categories: [1, 2, 3], objects, detections: [{ box }] })
  expect(counts(breakdown)).toEqual({ classification: 1, missed: 2 })
  // Category 2 is found, which has one object, rather than half of category 3.
  expect(breakdown.errors.classification.deltaAp).toEqual(near(1 / 2))
})

test('background and duplicates cost what stands behind them: 50 points of recall at 2/3 rather than 1/2', () => {
  const breakdown = breakdownOf({
    objects: [object, { box: away }],
    detections: [
      { box, score: 0.9 },
      { box: farther, score: 0.8 },
      { box, score: 0.7 },
      { box: away, score: 0.6 },
    ],
  })
  expect(breakdown.ap).toEqual(near((51 + 50 / 2) / 101))
  expect(gains(breakdown)).toEqual({
    background: near((50 * (2 / 3 - 1 / 2)) / 101),
    duplicate: near((50 * (2 / 3 - 1 / 2)) / 101),
    falsePositives: near(25 / 101),
  })
})

test('both, and misses, by hand: the category of the object is lost, that of the detection loses half', () => {
  const breakdown = breakdownOf({
    objects: [object, { category: 2, box: away }],
    detections: [
      { category: 2, box: part(40), score: 0.9 },
      { category: 2, box: away, score: 0.8 },
    ],
  })
  expect(counts(breakdown)).toEqual({ both: 1, missed: 1 })
  expect(breakdown.ap).toEqual(near(1 / 4))
  // Without the wrong one (0 + 1) / 2; without the missed object its category is left out of the mean, 1/2 remains.
  expect(gains(breakdown)).toEqual({
    both: near(1 / 4),
    missed: near(1 / 4),
    falsePositives: near(1 / 4),
    falseNegatives: near(1 / 4),
  })
})

test('a wrong category, by hand: one mistake is taken from one category and made right in the other', () => {
  const breakdown = breakdownOf({
    objects: [object, { category: 2, box: away }],
    detections: [
      { category: 2, box, score: 0.9 },
      { category: 2, box: away, score: 0.8 },
    ],
  })
  expect(counts(breakdown)).toEqual({ classification: 1 })
  expect(breakdown.ap).toEqual(near(1 / 4))
  expect(breakdown.errors.classification.deltaAp).toEqual(near(3 / 4))
})

test('a crowd is neither missed nor what an error is about', () => {
  const crowd = { box: [0, 0, 100, 100] as const, crowd: true }
  expect(counts(breakdownOf({ objects: [crowd, { box: away }], detections: [] }))).toEqual({ missed: 1 })
  // Of another category it excuses nothing, and what lies on it is in the background.
  const other = breakdownOf({ objects: [crowd, { box: away }], detections: [{ category: 2, box }] })
  expect(counts(other)).toEqual({ background: 1, missed: 1 })
})
