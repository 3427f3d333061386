import { expect, test } from 'vitest'
import { findingOf, findingsOf } from './preflight.ts'

test('boxes of zero or negative width or height are counted on both sides, with where they are', () => {
  const input = {
    annotations: [{}, { id: 17, bbox: [1, 1, 0, 5] }],
    detections: [{}, { bbox: [1, 1, 5, 0] }, { bbox: [9, 9, -5, 5] }, { bbox: [9, 9, -5, -5] }, {}],
  }
  expect(findingOf('BOXES_WITHOUT_AREA', input)).toEqual({
    code: 'BOXES_WITHOUT_AREA',
    severity: 'WARNING',
    message:
      'Zero or negative width or height: 3 detections (first: entry 1, entry 2, entry 3) and 1 annotation ' +
      '(first: id 17). Such boxes match nothing: a detection counts as a false positive; a detection of negative area ' +
      'counts as neither right nor wrong; an annotation counts as missed where its area counts.',
    hint: 'Expected x, y, width, height in pixels; remove empty boxes.',
    count: 4,
  })
})

test('one side alone is named alone, and thin boxes are no finding', () => {
  const finding = findingOf('BOXES_WITHOUT_AREA', { detections: [{}, { bbox: [1, 1, 0, 0] }] })
  expect(finding!.message).toContain('height: 1 detection (first: entry 1). Such')
  expect(finding!.message).toMatch(/nothing: a detection counts as a false positive\.$/)
  const negative = findingOf('BOXES_WITHOUT_AREA', { detections: [{}, { bbox: [9, 9, -5, 5] }] })
  expect(negative!.message).toMatch(/nothing: a detection of negative area counts as neither right nor wrong\.$/)
  expect(findingsOf({ detections: [{ bbox: [1, 1, 1e-9, 5] }] })).toEqual([])
})

/** Twenty boxes of which the first ones are of negative width. */
const negatives = (count: number) =>
  Array.from({ length: 20 }, (_, i) => ({ bbox: [100, 100, i < count ? -5 : 50, 50 + i] }))

test('where so many sizes are negative that they tell another format, only boxes of size 0 are counted here', () => {
  const few = findingsOf({ detections: negatives(9) })
  expect(few).toMatchObject([{ code: 'BOXES_WITHOUT_AREA', count: 9 }])
  const many = findingsOf({ detections: [...negatives(10), { bbox: [1, 1, 0, 5] }] })
  expect(many).toMatchObject([
    { code: 'BOX_FORMAT_SUSPECT', count: 10 },
    { code: 'BOXES_WITHOUT_AREA', count: 1 },
  ])
})
