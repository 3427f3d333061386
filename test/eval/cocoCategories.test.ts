import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cocoCategories } from '../../eval/cocoCategories.ts'
import { labelsOf } from '../../src/detector/labelsOf.ts'

test('the 80 categories have the ids and names of the card that the demo model came with', () => {
  const card = JSON.parse(readFileSync(new URL('../../models/training/card.json', import.meta.url), 'utf8'))
  const classes = card.classes.map(({ label, id, name }: Record<string, unknown>) => ({
    index: label,
    cocoId: id,
    name,
  }))
  expect(cocoCategories).toHaveLength(80)
  expect(cocoCategories).toEqual(classes)
})

test('labels are the 80 names of COCO, or those of the manifest', () => {
  expect(labelsOf({ labels: 'COCO_80' })).toHaveLength(80)
  expect(labelsOf({ labels: 'COCO_80' })[79]).toBe('toothbrush')
  expect(labelsOf({ labels: ['cat', 'dog'] })).toEqual(['cat', 'dog'])
})
