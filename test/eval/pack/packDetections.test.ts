import { expect, test } from 'vitest'
import type { CocoDetection } from '../../../eval/detections.ts'
import { InvalidInput } from '../../../eval/invalidInput.ts'
import { createDetectionsBuilder } from '../../../eval/pack/createDetectionsBuilder.ts'
import { packDetections } from '../../../eval/pack/packDetections.ts'

const detection = { image_id: 1, category_id: 18, bbox: [1, 2, 3, 4], score: 0.5 }
const packed = (...detections: unknown[]) => packDetections(detections as CocoDetection[])

function complaintOf(pack: () => unknown) {
  try {
    pack()
  } catch (error) {
    if (error instanceof InvalidInput) return error
    throw error
  }
  throw new Error('expected a complaint')
}

test('detections become columns; scores, boxes and ids may be below 0', () => {
  expect(
    packed(detection, { image_id: -2, category_id: 0, bbox: [-1, 0, 0, -0.5], score: -7, segmentation: {} }),
  ).toEqual({
    imageIds: Float64Array.of(1, -2),
    categoryIds: Float64Array.of(18, 0),
    boxes: Float64Array.of(1, 2, 3, 4, -1, 0, 0, -0.5),
    scores: Float64Array.of(0.5, -7),
  })
})

test('no detections are columns of no length', () => {
  expect(packed()).toEqual({
    imageIds: new Float64Array(),
    categoryIds: new Float64Array(),
    boxes: new Float64Array(),
    scores: new Float64Array(),
  })
})

test('strings are names, in either field, and become positions in a list of the different ones', () => {
  const named = ['b.jpg', 'a.jpg', 'b.jpg'].map(file_name => ({ ...detection, image_id: undefined, file_name }))
  expect(packed(...named)).toMatchObject({ imageIds: Float64Array.of(0, 1, 0), imageNames: ['b.jpg', 'a.jpg'] })
  expect(packed({ ...detection, image_id: 'a', category_id: null, category_name: 'dog' })).toMatchObject({
    imageIds: Float64Array.of(0),
    imageNames: ['a'],
    categoryIds: Float64Array.of(0),
    categoryNames: ['dog'],
  })
})

test('digits are an id of a category, not of an image, and not where names came first', () => {
  expect(packed({ ...detection, image_id: '139', category_id: '56' }, { ...detection, image_id: '140' })).toMatchObject(
    {
      imageNames: ['139', '140'],
      categoryIds: Float64Array.of(56, 18),
    },
  )
  const names = [{ category_id: 'dog' }, { category_id: '56' }].map(row => ({ ...detection, ...row }))
  expect(packed(...names).categoryNames).toEqual(['dog', '56'])
  expect(packed({ ...detection, category_id: undefined, category_name: '7' }).categoryNames).toEqual(['7'])
})

test('an id counts more than a name beside it', () => {
  const { imageIds, imageNames } = packed({ ...detection, file_name: 'a.jpg', category_name: 'dog' })
  expect({ imageIds, imageNames }).toEqual({ imageIds: Float64Array.of(1), imageNames: undefined })
})

test.each([
  [[detection, 'x'], 'detections[1]: expected an object, received "x".'],
  [[{ ...detection, image_id: undefined }], 'detections[0].image_id: expected an integer, received nothing.'],
  [[{ ...detection, image_id: false }], 'detections[0].image_id: expected an integer, received false.'],
  [[{ ...detection, image_id: null, file_name: 3 }], 'detections[0].file_name: expected a string, received 3.'],
  [[{ ...detection, category_id: 1.5 }], 'detections[0].category_id: expected an integer, received 1.5.'],
  [
    [detection, { ...detection, bbox: [1, 2, '3', 4] }],
    'detections[1].bbox: expected 4 finite numbers, received [1, 2, "3", 4].',
  ],
  [[{ ...detection, bbox: { x: 1 } }], 'detections[0].bbox: expected 4 finite numbers, received {…}.'],
  [[{ ...detection, score: undefined }], 'detections[0].score: expected a finite number, received nothing.'],
  [[{ ...detection, score: '0.5' }], 'detections[0].score: expected a finite number, received "0.5".'],
  [[{ ...detection, score: NaN }], 'detections[0].score: expected a finite number, received NaN.'],
  [
    [detection, { ...detection, image_id: 'a' }],
    'detections[1].image_id: expected an integer as in the entries before, received "a".',
  ],
  [
    [{ ...detection, image_id: 'a' }, detection],
    'detections[1].image_id: expected a name as in the entries before, received 1.',
  ],
  [
    [detection, { ...detection, category_id: undefined, category_name: 'dog' }],
    'detections[1].category_name: expected an integer as in the entries before, received "dog".',
  ],
])('%j: %s', (detections, complaint) => {
  expect(complaintOf(() => packed(...detections))).toMatchObject({ code: 'DETECTIONS_INVALID', message: complaint })
})

test.each([
  [{ segmentation: {} }, /^This entry has a segmentation only\. fovea evaluates boxes/],
  [{ keypoints: [] }, /^This entry has keypoints only\. fovea evaluates boxes/],
])('results without boxes, such as %j, are refused with the reason', (other, hint) => {
  const complaint = complaintOf(() => packed({ image_id: 1, category_id: 1, score: 1, ...other }))
  expect(complaint.message).toBe('detections[0].bbox: expected 4 finite numbers, received nothing.')
  expect(complaint.hint).toMatch(hint)
})

test('what is no array is refused', () => {
  expect(complaintOf(() => packDetections({} as never)).message).toBe(
    'Expected an array of detections but received {…}.',
  )
})

test('rows of a table are the same detections, and complaints about them the same', () => {
  const builder = createDetectionsBuilder({ capacity: 1 })
  builder.add(detection)
  builder.addRows(Float64Array.of(1, 18, 1, 2, 3, 4, 0.5, 2, 1, 0, 0, 1, 1, 0.25), 2)
  expect(builder.finish()).toEqual(
    packed(detection, detection, { image_id: 2, category_id: 1, bbox: [0, 0, 1, 1], score: 0.25 }),
  )
  expect(complaintOf(() => builder.addRows(Float64Array.of(1, 1, 0, 0, 1, 1, Infinity), 1)).message).toBe(
    'detections[3].score: expected a finite number, received Infinity.',
  )
  expect(complaintOf(() => createDetectionsBuilder().addRows(Float64Array.of(0.5, 1, 0, 0, 1, 1, 1), 1)).message).toBe(
    'detections[0].image_id: expected an integer, received 0.5.',
  )
})

test('rows of a table are refused where the entries before have names', () => {
  const builder = createDetectionsBuilder()
  builder.add({ ...detection, image_id: 'a' })
  expect(complaintOf(() => builder.addRows(Float64Array.of(1, 1, 0, 0, 1, 1, 1), 1)).message).toBe(
    'detections[1].image_id: expected a name as in the entries before, received 1.',
  )
})
