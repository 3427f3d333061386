import { expect, test } from 'vitest'
import { findingOf, findingsOf } from './preflight.ts'

test('annotations on images or of categories that the file does not list are counted', () => {
  const annotations = [{}, { id: 40, image_id: 9 }, { id: 41, category_id: 9 }, { id: 42, image_id: 9, category_id: 9 }]
  expect(findingsOf({ annotations })).toEqual([
    {
      code: 'ANNOTATIONS_LEFT_OUT',
      severity: 'WARNING',
      message:
        '3 of 4 annotations left out: 2 on images, 1 of categories that the ground truth does not list ' +
        '(first: 40, 41, 42).',
      hint: 'List these images and categories in the ground truth, or remove the annotations.',
      count: 3,
    },
  ])
  expect(findingOf('ANNOTATIONS_LEFT_OUT', { annotations: annotations.slice(0, 2) })!.message).toContain(
    '1 of 2 annotations left out: 1 on images that the ground truth does not list (first: 40).',
  )
})

test('an annotation with the id 0 is told, as pycocotools counts its match as a false positive', () => {
  expect(findingsOf({ annotations: [{ id: 0 }] })).toEqual([
    {
      code: 'ANNOTATION_ID_ZERO',
      severity: 'WARNING',
      message: 'An annotation has the id 0: pycocotools counts a match to it as a false positive, fovea as a match.',
      hint: 'Number annotations from 1 if both must give the same AP.',
      count: 1,
    },
  ])
})

test('fields that were left out are counted with what was taken for them', () => {
  const annotations = [{ iscrowd: undefined }, { id: 2, area: undefined }, { id: 3, area: undefined }]
  expect(findingsOf({ annotations })).toEqual([
    {
      code: 'DEFAULTED_FIELDS',
      severity: 'WARNING',
      message:
        'iscrowd absent on 1 annotation: 0 used. area absent on 2 annotations: w × h used; ' +
        'AP by size may differ from mask-area COCO.',
      hint: 'Write the fields to the ground truth if its objects have crowds or masks.',
      count: 2,
    },
  ])
  expect(findingOf('DEFAULTED_FIELDS', { annotations: [{ iscrowd: undefined }] })!.message).toBe(
    'iscrowd absent on 1 annotation: 0 used.',
  )
  expect(findingOf('DEFAULTED_FIELDS', { annotations: [{ area: undefined }] })!.message).toMatch(/^area absent on 1 /)
})

test('a file none of whose annotations has either field cannot have them: told in short, with nothing to do', () => {
  const annotation = { iscrowd: undefined, area: undefined }
  const finding = findingOf('DEFAULTED_FIELDS', { annotations: [annotation, { ...annotation, id: 2 }] })
  expect(finding).toEqual({
    code: 'DEFAULTED_FIELDS',
    severity: 'WARNING',
    message: 'No annotation has iscrowd or area: 0 and w × h used.',
    count: 2,
  })
})
