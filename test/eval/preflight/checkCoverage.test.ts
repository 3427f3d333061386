import { expect, test } from 'vitest'
import type { ValidationOptions } from '../../../eval/validateDetections.ts'
import { findingOf, findingsOf } from './preflight.ts'

/** 1,200 images with an object each, the first with a crowd, an object of category 2 and one of no category too. */
const input = {
  images: Array.from({ length: 1200 }, (_, i) => ({ id: i, file_name: `${i}.jpg` })),
  categories: [
    { id: 1, name: 'person' },
    { id: 2, name: 'bicycle' },
  ],
  annotations: [
    ...Array.from({ length: 1200 }, (_, i) => ({ image_id: i })),
    { image_id: 0, iscrowd: 1 },
    { image_id: 0, category_id: 2 },
    { image_id: 0, category_id: 9 },
  ],
  detections: [{ image_id: 5 }, { image_id: 5 }, { image_id: 6 }],
}

/** All findings but that of the annotation of no category. */
const coverageOf = (options: ValidationOptions = {}) =>
  findingsOf(input, options).filter(({ code }) => code !== 'ANNOTATIONS_LEFT_OUT')

test('images without detections are counted with their objects, as nobody says that the detector ran there', () => {
  expect(coverageOf()).toEqual([
    {
      code: 'IMAGES_NOT_EVALUATED',
      severity: 'WARNING',
      message: '1,198 of 1,200 ground-truth images have no detections; their 1,199 objects count as missed.',
      hint:
        'If the detector never ran there, set imageScope: EVALUATED_ONLY (--image-scope EVALUATED_ONLY) to leave them ' +
        'out; if it ran and found nothing, they must count.',
      count: 1198,
    },
  ])
})

test('where it is known which images ran, those that ran and found nothing are not among them', () => {
  expect(coverageOf({ evaluatedImages: [5, 6, 7, 8] })).toEqual([
    {
      code: 'IMAGES_NOT_EVALUATED',
      severity: 'WARNING',
      message: '1,196 of 1,200 ground-truth images were never run; their 1,197 objects count as missed.',
      hint: 'Set imageScope: EVALUATED_ONLY (--image-scope EVALUATED_ONLY) to leave them out.',
      count: 1196,
    },
  ])
  expect(coverageOf({ evaluatedImages: input.images.map(({ id }) => id) })).toEqual([])
})

test('of chosen categories alone the objects are counted', () => {
  expect(findingOf('IMAGES_NOT_EVALUATED', input, { categories: [2] })!.message).toBe(
    '1,198 of 1,200 ground-truth images have no detections; their 1 object counts as missed.',
  )
})

test('with EVALUATED_ONLY nothing is missed', () => {
  expect(coverageOf({ imageScope: 'EVALUATED_ONLY' })).toEqual([])
  expect(coverageOf({ imageScope: 'EVALUATED_ONLY', evaluatedImages: [5] })).toEqual([])
})

test('an image without objects may be without detections', () => {
  const images = [{ id: 1 }, { id: 2 }]
  expect(findingsOf({ images })).toEqual([])
  expect(findingOf('IMAGES_NOT_EVALUATED', { images }, { evaluatedImages: [1] })!.message).toBe(
    '1 of 2 ground-truth images was never run; its 0 objects count as missed.',
  )
})
