import { expect, test } from 'vitest'
import { checkImageSizes } from '../../../eval/preflight/checkImageSizes.ts'
import { packInput } from './preflight.ts'

const { groundTruth } = packInput({
  images: [
    { id: 1, file_name: 'photos/IMG_7.jpg', width: 4032, height: 3024 },
    { id: 2, file_name: 'IMG_8.jpg', width: 4032, height: 3024 },
    { id: 3, file_name: 'IMG_9.jpg' },
    { id: 4, file_name: 'a/IMG_11.jpg', width: 20, height: 20 },
    { id: 5, file_name: 'b/IMG_11.jpg', width: 10, height: 10 },
  ],
  annotations: [],
  detections: [],
})

test('a photo that EXIF turns upright, and whose ground truth has the sides exchanged, was annotated unrotated', () => {
  const photos = [
    { fileName: 'IMG_7.jpg', width: 3024, height: 4032, orientation: 6 },
    { fileName: 'IMG_8.jpg', width: 3024, height: 4032, orientation: 8 },
  ]
  expect(checkImageSizes(groundTruth, photos)).toEqual([
    {
      code: 'IMAGE_SIZE_MISMATCH',
      severity: 'ERROR',
      message:
        "'IMG_7.jpg' is 3024×4032 upright (EXIF orientation 6); the ground truth says 4032×3024. " +
        'So it is with 2 of 2 photos.',
      hint: 'Create the dataset with orientation: RAW if boxes were drawn on unrotated pixels (they are then turned upright).',
      count: 2,
    },
  ])
})

test('any other difference asks for the photos that were annotated', () => {
  const photos = [
    { fileName: 'IMG_7.jpg', width: 3024, height: 4032, orientation: 1 },
    { fileName: 'IMG_8.jpg', width: 4032, height: 3023, orientation: 6 },
    { fileName: 'IMG_8.jpg', width: 4031, height: 3024, orientation: 6 },
  ]
  const [finding, another] = checkImageSizes(groundTruth, photos)
  expect(another).toBeUndefined()
  expect(finding!.message).toContain(
    "'IMG_7.jpg' is 3024×4032 upright; the ground truth says 4032×3024. So it is with 3",
  )
  expect(finding!.hint).toContain('Give the photos that were annotated')
})

test('photos of the right size, of no stated size, that are not listed or may be two are no finding', () => {
  const photos = [
    { fileName: 'IMG_7.jpg', width: 4032, height: 3024, orientation: 6 },
    { fileName: 'IMG_9.jpg', width: 10, height: 10, orientation: 1 },
    { fileName: 'IMG_10.jpg', width: 10, height: 10, orientation: 1 },
    { fileName: 'IMG_11.jpg', width: 10, height: 10, orientation: 1 },
  ]
  expect(checkImageSizes(groundTruth, photos)).toEqual([])
})

test('boxes that were declared to be on unrotated pixels have the sizes of these', () => {
  const stored = { fileName: 'IMG_7.jpg', width: 3024, height: 4032, orientation: 6 }
  expect(checkImageSizes(groundTruth, [stored], 'RAW')).toEqual([])
  const halfTurn = { fileName: 'IMG_7.jpg', width: 4032, height: 3024, orientation: 3 }
  expect(checkImageSizes(groundTruth, [halfTurn], 'RAW')).toEqual([])
  const shown = { fileName: 'IMG_7.jpg', width: 4032, height: 3024, orientation: 6 }
  expect(checkImageSizes(groundTruth, [shown], 'RAW')).toMatchObject([
    {
      message: "'IMG_7.jpg' is 3024×4032 unrotated (EXIF orientation 6); the ground truth says 4032×3024.",
      hint: 'Create the dataset with orientation: UPRIGHT: boxes were drawn on the photo as it is shown.',
    },
  ])
})
