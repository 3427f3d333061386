import { expect, test } from 'vitest'
import { packDetections } from '../../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../../eval/pack/packGroundTruth.ts'
import { validateDetections } from '../../../eval/validateDetections.ts'
import { findingOf, findingsOf } from './preflight.ts'

const images = [
  { id: 7, file_name: 'val2017/000000000139.jpg' },
  { id: 8, file_name: 'val2017/000000000285.jpg' },
]
const annotations = [{ image_id: 7 }, { image_id: 8 }]

test('detections whose images are all listed, in any order, are no finding', () => {
  expect(findingsOf({ images, annotations, detections: [{ image_id: 8 }, { image_id: 7 }] })).toEqual([])
})

test('images that are not listed are an error with their number, the first of them and how many file names would match', () => {
  const detections = [139, 285, 7, 285, 4000, 5000].map(image_id => ({ image_id }))
  expect(findingOf('IMAGE_NOT_IN_GROUND_TRUTH', { images, annotations, detections })).toEqual({
    code: 'IMAGE_NOT_IN_GROUND_TRUTH',
    severity: 'ERROR',
    message: '4 of 5 predicted images are not in the ground truth (first: 139, 285, 4000). 2 would match by file name.',
    hint: 'Set matchBy: FILE_NAME (--match-by FILE_NAME).',
    count: 4,
  })
})

test('where no file name would match either, another ground truth is asked for', () => {
  const finding = findingOf('IMAGE_NOT_IN_GROUND_TRUTH', { images, annotations, detections: [{ image_id: 0 }] })
  expect(finding!.message).toBe('1 of 1 predicted image is not in the ground truth (first: 0).')
  expect(finding!.hint).toBe('Give the ground truth that lists these images, or leave their detections out.')
})

test('ids that were matched by file name but are ids of the ground truth are told', () => {
  const detections = [{ image_id: 139 }, { image_id: 8 }]
  const finding = findingOf('IMAGE_NOT_IN_GROUND_TRUTH', { images, annotations, detections }, { matchBy: 'FILE_NAME' })
  expect(finding!.message).toBe('1 of 2 predicted images is not in the ground truth (first: 8). 1 would match by id.')
  expect(finding!.hint).toBe('Set matchBy: IMAGE_ID (--match-by IMAGE_ID).')
})

test('file names that match no image are reported by name', () => {
  const detections = [{ file_name: 'a/139.png' }, { file_name: 'b.jpg' }, { file_name: 'b.jpg' }]
  const finding = findingOf('IMAGE_NOT_IN_GROUND_TRUTH', { images, annotations, detections })
  expect(finding!.message).toBe('1 of 2 predicted images is not in the ground truth (first: "b.jpg").')
  expect(finding!.count).toBe(1)
})

test('ids that the reader of the ground truth made up are not offered for matching', () => {
  const coco = packGroundTruth({
    images: [{ id: 1, file_name: '139.jpg' }],
    annotations: [],
    categories: [{ id: 1, name: 'cat' }],
  })
  const groundTruth = { ...coco, images: { ...coco.images, madeUpIds: true as const } }
  const detections = packDetections([{ image_id: 1, category_id: 1, bbox: [0, 0, 9, 9], score: 0.5 }])
  const finding = validateDetections(groundTruth, detections, {}).find(({ severity }) => severity === 'ERROR')
  expect(finding!.message).toBe('1 of 1 predicted image is not in the ground truth (first: 1).')
  expect(finding!.hint).not.toContain('IMAGE_ID')
})
