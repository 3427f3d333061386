import { expect, test } from 'vitest'
import { findingOf, findingsOf } from './preflight.ts'

const categories = [
  { id: 1, name: 'apple tree' },
  { id: 2, name: 'pear tree' },
]

test('detections of categories that the ground truth lacks are counted, with the categories', () => {
  const detections = [1, 7, 2, 9, 7].map(category_id => ({ category_id }))
  expect(findingOf('CATEGORY_UNKNOWN', { categories, detections })).toEqual({
    code: 'CATEGORY_UNKNOWN',
    severity: 'WARNING',
    message:
      '3 of 5 detections are of 2 categories that the ground truth does not have (first: 7, 9) and are left out.',
    hint: 'If these categories are in the ground truth under other ids or names, set categorySpace (--category-space) or rename them.',
    count: 3,
  })
})

test('names that match no category are reported by name', () => {
  const detections = [{ category_name: 'Pear_tree' }, { category_name: 'plum tree' }]
  expect(findingOf('CATEGORY_UNKNOWN', { categories, detections })!.message).toBe(
    '1 of 2 detections is of 1 category that the ground truth does not have (first: "plum tree") and is left out.',
  )
})

test('numbers of COCO whose category the ground truth lacks are reported with the name that COCO gives them', () => {
  const coco = [{ id: 1, name: 'person' }]
  const detections = [{ category_id: 0 }, { category_id: 5 }, { category_id: 90 }]
  expect(findingOf('CATEGORY_UNKNOWN', { categories: coco, detections }, { categorySpace: 'INDEX_80' })!.message).toBe(
    '2 of 3 detections are of 2 categories that the ground truth does not have (first: 5 (bus), 90) and are left out.',
  )
})

test('categories that no detection has are no finding', () => {
  expect(findingsOf({ categories, detections: [{ category_id: 1 }] })).toEqual([])
})
