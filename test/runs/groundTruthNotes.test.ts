import { expect, test } from 'vitest'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { groundTruthNotes } from '../../src/runs/groundTruthNotes.ts'

test('a ground truth of corners is noted before there are detections', () => {
  const annotations = Array.from({ length: 10 }, (_, i) => {
    return { id: i + 1, image_id: 1, category_id: 1, bbox: [400, 300 + i, 500, 400], area: 10_000, iscrowd: 0 }
  })
  const images = [{ id: 1, width: 640, height: 480 }]
  const notes = groundTruthNotes(packGroundTruth({ images, annotations, categories: [{ id: 1, name: 'person' }] }))
  expect(notes).toMatchObject([{ code: 'BOX_FORMAT_SUSPECT', severity: 'SUSPICION', count: 10 }])
})
