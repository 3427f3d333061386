import { expect, test } from 'vitest'
import { confusionMatrix, findConfusions } from '../../../eval/explain/confusionMatrix.ts'
import { findOverlaps } from '../../../eval/explain/findOverlaps.ts'
import type { OperatingPoint } from '../../../eval/explain/matchOverlaps.ts'
import { settingsOf } from '../../../eval/settings.ts'
import { type SmallData, smallData } from '../smallData.ts'

/** Cells that are not 0, as 'actual predicted': count; categories are 1, 2, 3, background is '-'. */
function cellsOf(data: Omit<SmallData, 'categories'>, point: Partial<OperatingPoint> = {}) {
  const { groundTruth, detections } = smallData({ ...data, categories: [1, 2, 3] })
  const { counts, excused } = confusionMatrix(findOverlaps(groundTruth, detections, settingsOf()), point)
  const names = ['1', '2', '3', '-']
  const cells = [...counts].flatMap((count, i) =>
    count === 0 ? [] : [[`${names[Math.floor(i / 4)]} ${names[i % 4]}`, count]],
  )
  return { ...Object.fromEntries(cells), ...(excused > 0 && { excused }) }
}

// Of a box of 100 × 10 the IoU with a part of its width is that part: 0.1 of 10, 0.95 of 95.
const object = [0, 0, 100, 10] as const
const part = (width: number) => [0, 0, width, 10] as const

test.each([
  [0.1, 10, { '1 1': 1 }],
  [0.1, 9, { '1 -': 1, '- 1': 1 }],
  [0.95, 95, { '1 1': 1 }],
  [0.95, 94, { '1 -': 1, '- 1': 1 }],
  [1, 100, { '1 1': 1 }],
  [1, 99, { '1 -': 1, '- 1': 1 }],
])('at IoU %d a detection of %d hundredths of its object gives %o', (iou, width, expected) => {
  expect(cellsOf({ objects: [{ box: object }], detections: [{ box: part(width) }] }, { iou })).toEqual(expected)
})

test('at a low IoU a detection goes to the next object once its best is taken, at a high one it is left over', () => {
  const data = {
    objects: [{ box: object }, { category: 2, box: part(60) }],
    detections: [
      { box: object, score: 0.6 },
      { category: 3, box: part(90), score: 0.9 },
    ],
  }
  expect(cellsOf(data, { iou: 0.5 })).toEqual({ '1 1': 1, '2 3': 1 })
  expect(cellsOf(data, { iou: 0.95 })).toEqual({ '1 1': 1, '2 -': 1, '- 3': 1 })
})

test('of equal IoUs with two objects of other categories the earlier is taken', () => {
  const detections = [{ category: 3, box: object }]
  const twins = (first: number, second: number) => [
    { category: first, box: object },
    { category: second, box: object },
  ]
  expect(cellsOf({ objects: twins(1, 2), detections })).toEqual({ '1 3': 1, '2 -': 1 })
  expect(cellsOf({ objects: twins(2, 1), detections })).toEqual({ '2 3': 1, '1 -': 1 })
})

test('of equal IoUs the pair of one category goes before a better score, but not before a higher IoU', () => {
  const same = { category: 1, score: 0.6 }
  const other = { category: 2, score: 0.9 }
  const objects = [{ box: object }]
  const even = [
    { ...same, box: part(90) },
    { ...other, box: part(90) },
  ]
  const uneven = [
    { ...same, box: part(90) },
    { ...other, box: part(91) },
  ]
  expect(cellsOf({ objects, detections: even })).toEqual({ '1 1': 1, '- 2': 1 })
  expect(cellsOf({ objects, detections: uneven })).toEqual({ '1 2': 1, '- 1': 1 })
})

test('objects of other images, and detections below the score, play no part', () => {
  const data = {
    images: [1, 2],
    objects: [{ box: object, image: 2 }],
    detections: [
      { box: object, image: 1 },
      { box: object, image: 2, score: 0.4 },
    ],
  }
  expect(cellsOf(data)).toEqual({ '1 -': 1, '- 1': 1 })
  expect(cellsOf(data, { minScore: 0.4 })).toEqual({ '1 1': 1, '- 1': 1 })
})

test("a crowd excuses from the threshold up, by the detection's area, and only what finds no object", () => {
  const crowd = { box: [0, 0, 100, 100] as const, crowd: true }
  const half = { box: [50, 0, 100, 10] as const }
  expect(cellsOf({ objects: [crowd], detections: [half] }, { iou: 0.5 })).toEqual({ excused: 1 })
  expect(cellsOf({ objects: [crowd], detections: [half] }, { iou: 0.51 })).toEqual({ '- 1': 1 })
  expect(cellsOf({ objects: [crowd], detections: [{ ...half, category: 2 }] })).toEqual({ '- 2': 1 })
  const other = { category: 2, box: half.box }
  expect(cellsOf({ objects: [crowd, other], detections: [half] })).toEqual({ '2 1': 1 })
})

test('an excused detection is in no list', () => {
  const { groundTruth, detections } = smallData({
    objects: [{ box: [0, 0, 100, 100], crowd: true }],
    detections: [{ box: object }],
  })
  const overlaps = findOverlaps(groundTruth, detections, settingsOf())
  expect(findConfusions(overlaps, { actual: null, predicted: 1 })).toEqual([])
  expect(findConfusions(overlaps, { actual: 1, predicted: null })).toEqual([])
})
