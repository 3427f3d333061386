import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxIou } from '../../../eval/boxIou.ts'
import { findOverlaps } from '../../../eval/explain/findOverlaps.ts'
import type { Overlaps } from '../../../eval/explain/overlaps.ts'
import { type EvaluationOptions, settingsOf } from '../../../eval/settings.ts'
import { anySmallData, type SmallData, smallData } from '../smallData.ts'

function overlapsOf(data: SmallData, options: EvaluationOptions = {}, minIou?: number): Overlaps {
  const { groundTruth, detections } = smallData(data)
  return findOverlaps(groundTruth, detections, settingsOf(options), minIou === undefined ? {} : { minIou })
}

/** Pairs as rows of the input: [detection, object, IoU]. */
const pairsOf = ({ detections, objects, pairs }: Overlaps) =>
  Array.from(pairs.ious, (iou, pair) => [
    detections.rows[pairs.detections[pair]!],
    objects.rows[pairs.objects[pair]!],
    iou,
  ])

test('pairs of other categories are found, pairs below minIou are not, the best score of an image comes first', () => {
  const overlaps = overlapsOf({
    images: [8, 3],
    categories: [2, 1],
    objects: [
      { image: 8, category: 1, box: [0, 0, 10, 10] },
      { image: 3, category: 2, box: [0, 0, 10, 10] },
      { image: 3, category: 1, box: [0, 0, 10, 5] },
    ],
    detections: [
      { image: 8, category: 1, box: [0, 0, 10, 10], score: 0.2 },
      { image: 3, category: 2, box: [0, 0, 10, 1], score: 0.3 },
      { image: 3, category: 1, box: [0, 0, 10, 10], score: 0.4 },
      { image: 3, category: 1, box: [0, 9.01, 10, 1], score: 0.5 },
    ],
  })
  expect([...overlaps.imageIds]).toEqual([3, 8])
  expect(overlaps.categories.map(({ id }) => id)).toEqual([1, 2])
  expect([...overlaps.detections.rows]).toEqual([3, 2, 1, 0])
  expect([...overlaps.detections.categories]).toEqual([0, 0, 1, 0])
  expect([...overlaps.objects.categories]).toEqual([1, 0, 0])
  expect([...overlaps.pairs.starts]).toEqual([0, 4, 5])
  expect(pairsOf(overlaps)).toEqual([
    [2, 1, 1],
    [2, 2, 0.5],
    [1, 1, 0.1],
    [1, 2, 0.2],
    [0, 0, 1],
  ])
})

test("a crowd's IoU divides by the detection's area, with the profile of Open Model Zoo by the union", () => {
  const data: SmallData = {
    objects: [{ box: [0, 0, 10, 10], crowd: true }],
    detections: [{ box: [0, 0, 10, 2] }],
  }
  expect([...overlapsOf(data).pairs.ious]).toEqual([1])
  expect([...overlapsOf(data, { profile: 'OMZ_ACCURACY_CHECKER' }).pairs.ious]).toEqual([0.2])
})

test('what an evaluation leaves out has no pairs: unknown images and categories, low scores, all behind the cap', () => {
  const box: [number, number, number, number] = [0, 0, 10, 10]
  const overlaps = overlapsOf(
    {
      images: [1, 2, 3],
      categories: [1, 2],
      objects: [{ box }, { box, image: 2 }, { box, image: 3 }],
      detections: [
        { box, image: 7 },
        { box, category: 3 },
        { box, score: 0.04 },
        { box, score: 0.6 },
        { box, score: 0.8 },
        { box, score: 0.7 },
        { box, score: 0.1, category: 2 },
        { box, image: 3, score: 0.1 },
      ],
    },
    { scoreFloor: 0.05, caps: [2], imageScope: 'EVALUATED_ONLY' },
  )
  expect([...overlaps.imageIds]).toEqual([1, 3])
  expect(pairsOf(overlaps)).toEqual([
    [4, 0, 1],
    [5, 0, 1],
    [6, 0, 1],
    [7, 2, 1],
  ])
})

test('detections of one score stand in the order of the file, whatever their categories', () => {
  const detections = [2, 1, 2, 1].map(category => ({ category, box: [0, 0, 10, 10] as const, score: 0.5 }))
  expect([...overlapsOf({ categories: [1, 2], objects: [], detections }).detections.rows]).toEqual([0, 1, 2, 3])
})

test('images stand in the order of their ids with every profile', () => {
  const data: SmallData = { images: [9, 4], objects: [], detections: [] }
  expect([...overlapsOf(data, { profile: 'OMZ_ACCURACY_CHECKER' }).imageIds]).toEqual([4, 9])
})

test('pairs are those of a search through all boxes, also where they are many', () => {
  fc.assert(
    fc.property(anySmallData, data => {
      const { groundTruth, detections } = smallData(data)
      const { annotations } = groundTruth
      const known = new Set(groundTruth.categories.map(({ id }) => id))
      const expected = Array.from(detections.imageIds, (image, d) =>
        Array.from(annotations.imageIds, (other, o) => {
          const iou = boxIou(detections.boxes, 4 * d, annotations.boxes, 4 * o, annotations.crowds[o] === 1)
          const counts = image === other && known.has(detections.categoryIds[d]!) && iou >= 0.1
          return counts ? [[d, o, iou]] : []
        }).flat(),
      ).flat()
      const overlaps = findOverlaps(groundTruth, detections, settingsOf())
      const sorted = pairsOf(overlaps).toSorted(([a, b], [c, d]) => a! - c! || b! - d!)
      expect(sorted).toEqual(expected)
    }),
    { seed: 4 },
  )
})

test('more pairs than detections and objects together are all kept', () => {
  const box: [number, number, number, number] = [0, 0, 10, 10]
  const overlaps = overlapsOf({
    objects: Array.from({ length: 30 }, () => ({ box })),
    detections: Array.from({ length: 40 }, () => ({ box })),
  })
  expect(overlaps.pairs.ious).toEqual(new Float64Array(1200).fill(1))
})

test.each([0, -1, 1.5, Number.NaN])('a minIou of %d is refused', minIou => {
  expect(() => overlapsOf({ objects: [], detections: [] }, {}, minIou)).toThrow(
    `Expected a minIou above 0 and at most 1 but received ${minIou}`,
  )
})
