import { expect, test } from 'vitest'
import { planShards } from '../../src/runs/planShards.ts'

test('a shard ends with the image that fills it, by images or by detections', () => {
  const starts = Int32Array.of(0, 0, 7, 7, 8, 9)
  expect(planShards(5, { images: 3, detections: 7 }, starts)).toEqual([
    { first: 0, count: 2 },
    { first: 2, count: 3 },
  ])
  expect(planShards(5, { images: 2, detections: Infinity })).toEqual([
    { first: 0, count: 2 },
    { first: 2, count: 2 },
    { first: 4, count: 1 },
  ])
})

test('a dataset without images is one shard, whose end ends the evaluation', () => {
  expect(planShards(0, { images: 2, detections: 2 })).toEqual([{ first: 0, count: 0 }])
})
