import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confusionCells, confusionMatrix, findConfusions } from '../../../eval/explain/confusionMatrix.ts'
import { findOverlaps } from '../../../eval/explain/findOverlaps.ts'
import type { OperatingPoint } from '../../../eval/explain/matchOverlaps.ts'
import { settingsOf } from '../../../eval/settings.ts'
import { anySmallData, type SmallData, smallData } from '../smallData.ts'

function overlapsOf(data: SmallData) {
  const { groundTruth, detections } = smallData(data)
  return findOverlaps(groundTruth, detections, settingsOf())
}

/** Rows of the matrix; categories are 1 and 2, so that it is 3 × 3. */
function rowsOf(data: Omit<SmallData, 'categories'>, point: Partial<OperatingPoint> = {}) {
  const { counts, excused } = confusionMatrix(overlapsOf({ ...data, categories: [1, 2] }), point)
  const rows = [0, 1, 2].map(row => [...counts.subarray(3 * row, 3 * row + 3)])
  return { rows, excused }
}

test('rows are what is there, columns what was detected, background is last', () => {
  const { rows } = rowsOf({
    images: [1, 2],
    objects: [
      { category: 1, box: [0, 0, 10, 10] },
      { category: 1, box: [20, 0, 10, 10] },
      { category: 2, box: [40, 0, 10, 10] },
      { category: 2, box: [60, 0, 10, 10], image: 2 },
    ],
    detections: [
      { category: 1, box: [0, 0, 10, 10] },
      { category: 2, box: [20, 0, 10, 10] },
      { category: 2, box: [80, 0, 10, 10] },
      { category: 2, box: [60, 0, 10, 4], image: 2 },
    ],
  })
  expect(rows).toEqual([
    [1, 1, 0],
    [0, 0, 2],
    [0, 2, 0],
  ])
})

test('the higher IoU is paired first, whatever the scores, and the other detection goes to the next free object', () => {
  const { rows } = rowsOf({
    objects: [
      { category: 1, box: [0, 0, 10, 10] },
      { category: 2, box: [0, 0, 10, 7] },
    ],
    detections: [
      { category: 1, box: [0, 0, 10, 9], score: 0.9 },
      { category: 2, box: [0, 0, 10, 10], score: 0.6 },
    ],
  })
  expect(rows).toEqual([
    [0, 1, 0],
    [1, 0, 0],
    [0, 0, 0],
  ])
})

test('of equal IoUs the pair of one category goes first, then the better score', () => {
  const box: [number, number, number, number] = [0, 0, 10, 10]
  const sameFirst = rowsOf({
    objects: [{ category: 2, box }],
    detections: [
      { category: 1, box, score: 0.9 },
      { category: 2, box, score: 0.8 },
    ],
  })
  expect(sameFirst.rows).toEqual([
    [0, 0, 0],
    [0, 1, 0],
    [1, 0, 0],
  ])
  const overlaps = overlapsOf({
    objects: [{ box }],
    detections: [
      { box, score: 0.8 },
      { box, score: 0.9 },
    ],
  })
  expect(findConfusions(overlaps, { actual: 1, predicted: 1 })).toEqual([{ imageId: 1, detection: 1, object: 0 }])
})

test('minScore and iou count themselves in', () => {
  const data: SmallData = {
    objects: [{ category: 1, box: [0, 0, 10, 10] }],
    detections: [{ category: 1, box: [0, 0, 10, 5], score: 0.3 }],
  }
  const found = [
    [1, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]
  const missed = [
    [0, 0, 1],
    [0, 0, 0],
    [0, 0, 0],
  ]
  const wrong = [
    [0, 0, 1],
    [0, 0, 0],
    [1, 0, 0],
  ]
  expect(rowsOf(data, { minScore: 0.3, iou: 0.5 }).rows).toEqual(found)
  expect(rowsOf(data, { minScore: 0.31, iou: 0.5 }).rows).toEqual(missed)
  expect(rowsOf(data, { minScore: 0.3, iou: 0.51 }).rows).toEqual(wrong)
})

test('a crowd excuses detections of its own category that find no object, and is never missed', () => {
  const crowd: [number, number, number, number] = [0, 0, 50, 50]
  const { rows, excused } = rowsOf({
    objects: [
      { category: 1, box: crowd, crowd: true },
      { category: 1, box: [0, 0, 10, 10] },
    ],
    detections: [
      { category: 1, box: [0, 0, 10, 10], score: 0.9 },
      { category: 1, box: [20, 20, 10, 10], score: 0.8 },
      { category: 1, box: [30, 20, 10, 10], score: 0.7 },
      { category: 2, box: [20, 20, 10, 10], score: 0.6 },
      { category: 1, box: [46, 0, 10, 10], score: 0.6 },
    ],
  })
  expect(excused).toBe(2)
  expect(rows).toEqual([
    [1, 0, 0],
    [0, 0, 0],
    [1, 1, 0],
  ])
})

test('every object is in one cell of its row, every detection in one of its column or excused, and cells can be listed', () => {
  fc.assert(
    fc.property(anySmallData, fc.constantFrom(0.1, 0.5, 0.75, 1), (data, iou) => {
      const overlaps = overlapsOf(data)
      const point = { minScore: 0.3, iou }
      const { counts, excused } = confusionMatrix(overlaps, point)
      const ids = [0, 5, 7, null]
      const listed = ids.map(actual => ids.map(predicted => findConfusions(overlaps, { actual, predicted }, point)))
      expect(listed.flat().map(({ length }) => length)).toEqual([...counts])

      const objects = listed.map(row => row.flat().flatMap(({ object }) => object ?? []))
      const real = (id: number) => data.objects.flatMap((o, row) => (o.category === id && !o.crowd ? [row] : []))
      expect(objects.map(rows => rows.sort((a, b) => a - b))).toEqual([real(0), real(5), [], []])

      const detections = listed.flat(2).flatMap(({ detection }) => detection ?? [])
      const kept = data.detections.filter(({ score, category }) => score! >= 0.3 && category !== 9)
      expect(new Set(detections).size).toBe(detections.length)
      expect(detections.length + excused).toBe(kept.length)
    }),
    { seed: 4 },
  )
})

test('the cells are those of the matrix that are not 0, largest first, equals row after row', () => {
  fc.assert(
    fc.property(anySmallData, fc.constantFrom(0.1, 0.5), (data, iou) => {
      const overlaps = overlapsOf(data)
      const { counts: whole, categories, ...rest } = confusionMatrix(overlaps, { minScore: 0.3, iou })
      const { actual, predicted, counts, ...others } = confusionCells(overlaps, { minScore: 0.3, iou })
      const size = categories.length + 1
      const expected = [...whole.keys()].filter(cell => whole[cell]! > 0).sort((a, b) => whole[b]! - whole[a]!)
      expect([...counts.keys()].map(at => actual[at]! * size + predicted[at]!)).toEqual(expected)
      expect([...counts]).toEqual(expected.map(cell => whole[cell]!))
      expect(others).toEqual({ categories, ...rest })
    }),
    { seed: 4 },
  )
})

test('an iou below what the overlaps hold, and categories that they do not have, are refused', () => {
  const overlaps = overlapsOf({ objects: [], detections: [] })
  expect(() => confusionMatrix(overlaps, { iou: 0.05 })).toThrow('Expected an iou from 0.1 to 1 but received 0.05')
  expect(() => confusionMatrix(overlaps, { minScore: Number.NaN })).toThrow(
    'Expected a number for minScore but received NaN',
  )
  expect(() => findConfusions(overlaps, { actual: 1, predicted: 3 })).toThrow(
    'Expected the id of an evaluated category or null but received 3',
  )
})
