import { expect, test } from 'vitest'
import { findOverlaps } from '../../eval/explain/findOverlaps.ts'
import { matchDetections } from '../../eval/matchDetections.ts'
import { settingsOf } from '../../eval/settings.ts'
import { packInput } from './preflight/preflight.ts'
import { smallData } from './smallData.ts'

test.each([
  ['images', { file_name: '1.jpg' }],
  ['categories', { category_name: 'person' }],
])('detections that name their %s are refused: the positions of names are no ids', (_, detection) => {
  const { groundTruth, detections } = packInput({ detections: [detection] })
  const refusal = expect.objectContaining({ code: 'OPTIONS_INVALID', hint: 'Call resolveDetections first.' })
  expect(() => matchDetections(groundTruth, detections, settingsOf())).toThrow(refusal)
  expect(() => findOverlaps(groundTruth, detections, settingsOf())).toThrow(refusal)
})

const at = (x: number) => ({ box: [x, 0, 10, 10] as const })

// The first detection has the IoU 2/3 with objects at 8 and at 12, 9/11 with one at 11; the second reaches that at 8 alone.
test.each([3, 32, 33, 50])('of %i objects a detection takes that of the highest IoU, of equals the later', count => {
  const others = Array.from({ length: count - 2 }, () => at(12))
  const hitsOf = (objects: ReturnType<typeof at>[]) => {
    const { groundTruth, detections } = smallData({ objects, detections: [at(10), { ...at(6), score: 0.5 }] })
    return [...matchDetections(groundTruth, detections, settingsOf({ iouThresholds: [0.5] })).categories[0]!.hits]
  }
  expect(hitsOf([at(12), ...others, at(8)])).toEqual([0])
  expect(hitsOf([at(8), ...others, at(12)])).toEqual([0, 1])
  expect(hitsOf([at(11), ...others, at(8)])).toEqual([0, 1])
})
