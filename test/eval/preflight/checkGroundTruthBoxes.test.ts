import { expect, test } from 'vitest'
import { checkGroundTruthBoxes } from '../../../eval/preflight/checkGroundTruthBoxes.ts'
import { boxesInRows, findingOf, type Input, packInput } from './preflight.ts'

type Numbers = readonly number[]

const findingOfTruth = (boxes: readonly Numbers[], images?: Input['images']) =>
  checkGroundTruthBoxes(
    packInput({ ...(images && { images }), annotations: boxes.map(bbox => ({ bbox })) }).groundTruth,
  )

/** Twenty boxes in two rows that fill an image of 1000 × 1000 pixels from 300 down. */
const boxes = boxesInRows(20)
const corners = ([x, y, w, h]: Numbers) => [x!, y!, x! + w!, y! + h!]
const centred = ([x, y, w, h]: Numbers) => [x! + w! / 2, y! + h! / 2, w!, h!]

test('corners are told by the boxes that reach beyond their images, with or without detections', () => {
  const expected = {
    code: 'BOX_FORMAT_SUSPECT',
    severity: 'SUSPICION',
    message:
      '13 of 20 boxes of the ground truth reach beyond their images (first: id 2, id 4, id 6); read as x1,y1,x2,y2 none does.',
    hint: 'Write boxes as x, y, width, height in pixels, x and y the upper left corner.',
    count: 13,
  }
  expect(findingOfTruth(boxes.map(corners))).toEqual(expected)
  const annotations = boxes.map(box => ({ bbox: corners(box) }))
  expect(findingOf('BOX_FORMAT_SUSPECT', { annotations, detections: [] })).toEqual(expected)
  expect(findingOf('BOX_FORMAT_SUSPECT', { annotations, detections: boxes.map(bbox => ({ bbox })) })).toEqual(expected)
})

test('centres are told from corners by what puts the boxes inside', () => {
  const atTheEdge = Array.from({ length: 12 }, (_, i) => [600, 60 * i, 400, 100 + i])
  expect(findingOfTruth(atTheEdge.map(centred))!.message).toContain('read as cx,cy,width,height none does')
})

test('boxes that are drawn over the edge of their images are no finding, nor boxes on images of unknown size', () => {
  expect(findingOfTruth(boxes)).toBeNull()
  expect(findingOfTruth(boxes.map(([x, y, w]) => [x, y, w, 5000]))).toBeNull()
  expect(findingOfTruth(boxes.map(corners), [{ id: 1 }])).toBeNull()
  expect(findingOfTruth(boxes.map((box, i) => (i === 1 ? corners(box) : box)))).toBeNull()
})

test('fewer than ten boxes tell nothing', () => {
  expect(findingOfTruth(boxes.map(corners).slice(-9))).toBeNull()
  expect(findingOfTruth(boxes.map(corners).slice(-10))).not.toBeNull()
})

test('normalised boxes, and many of negative size, are told without detections', () => {
  expect(findingOfTruth([[0.1, 0.1, 0.2, 0.2]])!.message).toContain('All 4 box values of the ground truth are <= 1')
  expect(findingOfTruth(boxes.map(([x, y, w, h]) => [x, y, w - x, h - y]))!.message).toMatch(
    /^20 of 20 annotations have a negative width or height \(first: id 1, id 2, id 3\)/,
  )
})
