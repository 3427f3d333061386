import { expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/evaluateCoco.ts'

const side = (length: number) => [0, 0, length, length]
const groundTruth = {
  images: [{ id: 1 }, { id: 2 }],
  annotations: [
    { id: 1, image_id: 1, category_id: 5, bbox: side(10), area: 100, iscrowd: 0 },
    { id: 2, image_id: 2, category_id: 5, bbox: side(200), area: 40_000, iscrowd: 0 },
  ],
  categories: [{ id: 5, name: 'bus' }],
}
const small = { image_id: 1, category_id: 5, bbox: side(10), score: 0.9 }

test("area ranges and caps of the caller's choice have numbers, and what the protocol lacks is null with the reason", () => {
  const { byArea, recallByCap, summary, reasons } = evaluateCoco(groundTruth, [small], {
    areaRanges: [
      { name: 'all', min: 0, max: 1e10 },
      { name: 'tiny', min: 0, max: 144 },
      { name: 'huge', min: 1e6, max: 1e10 },
    ],
    caps: [3],
    iouThresholds: [0.5],
  })
  expect(byArea).toEqual([
    { area: 'all', ap: expect.closeTo(51 / 101, 12), ar: 0.5 },
    { area: 'tiny', ap: expect.closeTo(1, 12), ar: 1 },
    { area: 'huge', ap: null, ar: null },
  ])
  expect(recallByCap).toEqual([{ cap: 3, ar: 0.5 }])
  expect(summary).toMatchObject({ ap75: null, apSmall: null, ar100: null })
  expect(reasons).toMatchObject({
    ap75: 'the protocol has no IoU threshold 0.75',
    apSmall: "the protocol has no area range 'small'",
    ar100: 'the protocol has no cap 100',
  })
})

test('what cannot be evaluated is refused with its code and what to do', () => {
  const elsewhere = { ...small, image_id: 3 }
  expect(() => evaluateCoco(groundTruth, [small, elsewhere])).toThrow(
    expect.objectContaining({ code: 'IMAGE_NOT_IN_GROUND_TRUTH', hint: expect.stringContaining('ground truth') }),
  )
})

test('no detections at all give 0, and a warning', () => {
  const { summary, warnings } = evaluateCoco(groundTruth, [])
  expect(summary).toMatchObject({ ap: 0, ar100: 0 })
  expect(warnings).toEqual([expect.objectContaining({ code: 'NO_DETECTIONS', severity: 'WARNING' })])
})

test('no objects at all: every number is null with the reason', () => {
  const { summary, reasons } = evaluateCoco({ ...groundTruth, annotations: [] }, [small])
  expect(new Set(Object.values(summary))).toEqual(new Set([null]))
  expect(Object.keys(reasons)).toEqual(Object.keys(summary))
  expect(reasons).toMatchObject({ ap: 'the ground truth has no object that counts', ar1: reasons.ap })
})

test('the protocol counts what was left out: of an unknown category, and below the floor', () => {
  const unknown = { ...small, category_id: 9 }
  const { protocol } = evaluateCoco(groundTruth, [small, unknown, unknown, { ...small, score: 0.1 }], {
    scoreFloor: 0.2,
  })
  expect(protocol).toMatchObject({ detections: 1, leftOut: { unknownCategory: 2, belowFloor: 1 } })
})
