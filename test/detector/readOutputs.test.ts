import { expect, test } from 'vitest'
import { readOutputs } from '../../src/detector/readOutputs.ts'
import { demoManifest } from './demoManifest.ts'

const detections = { detections: { name: 'd', base: 0 }, suppressed: true } as const

test('detections that are not seven numbers each are refused', () => {
  expect(() => readOutputs({ ...demoManifest(), outputs: detections }, () => new Float32Array(8))).toThrow(
    expect.objectContaining({ code: 'INFERENCE_FAILED', message: 'Model demo answered 8 numbers of detections.' }),
  )
})

test.each([
  { boxes: 8, scores: 2, labels: 1 },
  { boxes: 4, scores: 2, labels: 2 },
])('$boxes numbers of boxes, $scores scores and $labels labels are refused', ({ boxes, scores, labels }) => {
  const lengths: Record<string, number> = { boxes, scores, labels }
  expect(() => readOutputs(demoManifest(), name => new Float32Array(lengths[name]!))).toThrow(
    expect.objectContaining({
      code: 'INFERENCE_FAILED',
      message: `Model demo answered ${scores} scores, ${labels} labels and ${boxes} numbers of boxes.`,
    }),
  )
})
