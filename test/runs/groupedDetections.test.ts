import { expect, test } from 'vitest'
import { createDetectionsHash, hashDetections } from '../../src/runs/createDetectionsHash.ts'
import {
  type GroupedDetections,
  packDetections,
  sliceDetections,
  unpackDetections,
} from '../../src/runs/groupedDetections.ts'

const grouped: GroupedDetections = {
  starts: Int32Array.of(0, 2, 2, 3),
  categories: Int32Array.of(0, -1, 79),
  boxes: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
  scores: Float64Array.of(0.5, 0.25, 0.125),
  ran: Uint8Array.of(1, 0, 1),
}

test.each([79, 254, 255, 65_534, 65_535])(
  'category %i of a ground truth is packed exactly, whether it needs one byte or more, an unknown one too',
  category => {
    const wide = { ...grouped, categories: Int32Array.of(0, -1, category) }
    expect(unpackDetections(packDetections(wide))).toEqual(wide)
  },
)

test('numbers that are no float32 are packed exactly', () => {
  const precise = { ...grouped, scores: Float64Array.of(0.1, 0.2, 1 / 3), boxes: grouped.boxes.map(side => side / 3) }
  expect(unpackDetections(packDetections(precise))).toEqual(precise)
})

test('the hash is of the detections, not of how they are cut into shards', () => {
  const hash = createDetectionsHash()
  for (const first of [0, 1, 2]) hash.add(sliceDetections(grouped, first, 1))
  expect(hash.digest()).toEqual(hashDetections(grouped))
})

test.each<[string, Partial<GroupedDetections>]>([
  ['a score', { scores: Float64Array.of(0.5, 0.25, 0.126) }],
  ['a category', { categories: Int32Array.of(0, 1, 79) }],
  ['a side of a box', { boxes: grouped.boxes.map(side => (side === 7 ? 7.5 : side)) }],
  ['the image of a detection', { starts: Int32Array.of(0, 1, 2, 3) }],
  ['where the detector ran', { ran: Uint8Array.of(1, 1, 1) }],
  ['that nobody knows where it ran', { ran: null }],
])('%s changes the hash', (_what, change) => {
  expect(hashDetections({ ...grouped, ...change })).not.toEqual(hashDetections(grouped))
})
