import { expect, test } from 'vitest'
import { evaluateMatches } from '../../../eval/evaluateMatches.ts'
import { precisionRecall } from '../../../eval/explain/precisionRecall.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import { settingsOf } from '../../../eval/settings.ts'
import { smallData } from '../smallData.ts'

const { groundTruth, detections } = smallData({
  categories: [1, 2, 3],
  objects: [
    { category: 1, box: [0, 0, 10, 10] },
    { category: 1, box: [20, 0, 10, 10] },
    { category: 2, box: [40, 0, 10, 10] },
  ],
  detections: [
    { category: 1, box: [0, 0, 10, 10], score: 0.9 },
    { category: 1, box: [50, 50, 10, 10], score: 0.8 },
    { category: 1, box: [20, 0, 10, 6], score: 0.7 },
    { category: 2, box: [50, 50, 10, 10], score: 0.6 },
    { category: 2, box: [40, 0, 10, 10], score: 0.5 },
  ],
})
const result = evaluateMatches(matchDetections(groundTruth, detections, settingsOf()))

test("a category's curve has precision and score at 101 recall points", () => {
  const points = precisionRecall(result, { category: 1 })
  expect(points).toHaveLength(101)
  expect(points.map(({ recall }) => recall)).toEqual([...Array.from({ length: 100 }, (_, r) => r * 0.01), 1])
  const [start, before, after, end] = [points[0]!, points[50]!, points[51]!, points[100]!]
  expect(start).toEqual({ recall: 0, precision: 1 - Number.EPSILON, score: 0.9 })
  expect(before).toEqual({ recall: 0.5, precision: 1 - Number.EPSILON, score: 0.9 })
  expect(after).toMatchObject({ recall: 0.51, score: 0.7 })
  expect(after.precision).toBeCloseTo(2 / 3, 12)
  expect(end).toMatchObject({ recall: 1, score: 0.7 })
})

test('past the last recall that is reached precision is 0 and there is no score', () => {
  const points = precisionRecall(result, { category: 1, iou: 0.75 })
  expect(points[50]!.score).toBe(0.9)
  expect(points[51]).toEqual({ recall: 0.51, precision: 0, score: null })
})

test('without a category precision is the mean over those that have objects, without a score', () => {
  const points = precisionRecall(result)
  expect(points[51]!.precision).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12)
  expect(points.every(({ score }) => score === null)).toBe(true)
  const ap50 = points.reduce((sum, { precision }) => sum + precision, 0) / 101
  expect(ap50).toBeCloseTo(result.summary.ap50!, 12)
})

test('a category without objects has no points; one that was not evaluated, or another IoU, is refused', () => {
  expect(precisionRecall(result, { category: 3 })).toEqual([])
  expect(() => precisionRecall(result, { category: 4 })).toThrow(
    'Expected the id of an evaluated category but received 4',
  )
  expect(() => precisionRecall(result, { iou: 0.52 })).toThrow('but received 0.52')
})

test('objects that all lie outside the range leave no points, not NaN', () => {
  const areaRanges = [{ name: 'all', min: 1000, max: 2000 }]
  const outside = evaluateMatches(matchDetections(groundTruth, detections, settingsOf({ areaRanges })))
  expect(precisionRecall(outside)).toEqual([])
})
