import { expect, test } from 'vitest'
import { detectionsOf } from '../../src/detector/detectionsOf.ts'
import type { Manifest } from '../../src/detector/manifest.ts'
import { placeImage } from '../../src/detector/placeImage.ts'
import { type DemoManifest, demoManifest } from './demoManifest.ts'

type Outputs = DemoManifest['outputs']

const kernel = 'OPENCV_BILINEAR'

/** An image of 200 × 100 that the model saw as 100 × 50. */
const placement = placeImage({ rule: 'STRETCH', width: 100, height: 50, kernel }, 200, 100)

function detect(
  rows: { box: number[]; score?: number; label?: number }[],
  { boxes = {}, changes = {} }: { boxes?: Partial<Outputs['boxes']>; changes?: Partial<DemoManifest> } = {},
) {
  const manifest = demoManifest({ scoreFloor: 0.05, ...changes })
  const all = { ...manifest.outputs.boxes, space: 'IMAGE_PIXELS' as const, ...boxes }
  const raw = {
    boxes: Float32Array.from(rows.flatMap(row => row.box)),
    scores: Float32Array.from(rows, row => row.score ?? 0.5),
    labels: Int32Array.from(rows, row => row.label ?? 0),
  }
  return detectionsOf(raw, { ...manifest, outputs: { ...manifest.outputs, boxes: all } }, placement)
}

const boxesOf = ({ x, y, width, height }: ReturnType<typeof detect>) =>
  x.map((_, i) => [x[i], y[i], width[i], height[i]])

test.each([
  ['XYXY', [10, 20, 40, 80]],
  ['XYWH', [10, 20, 30, 60]],
  ['CXCYWH', [25, 50, 30, 60]],
] as const)('reads boxes of format %s', (format, box) => {
  expect(boxesOf(detect([{ box: [...box] }], { boxes: { format } }))).toEqual([[10, 20, 30, 60]])
})

test.each([
  ['IMAGE_PIXELS', [20, 10, 60, 30]],
  ['INPUT_PIXELS', [10, 5, 30, 15]],
  ['UNIT', [0.1, 0.1, 0.3, 0.3]],
] as const)('brings boxes from %s to pixels of the upright image', (space, box) => {
  const [found] = boxesOf(detect([{ box: [...box] }], { boxes: { space } }))
  ;[20, 10, 40, 20].forEach((value, i) => void expect(found?.[i]).toBeCloseTo(value, 5))
})

test('each direction has its own scale', () => {
  const outputs = { ...demoManifest().outputs, boxes: { name: 'b', format: 'XYXY', space: 'INPUT_PIXELS' } as const }
  const raw = { boxes: Float32Array.of(1, 1, 2, 2), scores: Float32Array.of(1), labels: Int32Array.of(0) }
  const stretched = placeImage({ rule: 'STRETCH', width: 10, height: 30, kernel }, 40, 90)
  const found = detectionsOf(raw, demoManifest({ outputs }), stretched)
  expect(boxesOf(found)).toEqual([[4, 3, 4, 3]])
})

const half = { boxes: Float32Array.of(0.25, 0.25, 0.5, 0.5), scores: Float32Array.of(1), labels: Int32Array.of(0) }

test('numbers from 0 to 1 are of the tensor, padding included', () => {
  const { outputs } = demoManifest()
  const manifest = demoManifest({ outputs: { ...outputs, boxes: { name: 'b', format: 'XYXY', space: 'UNIT' } } })
  const padded = placeImage({ rule: 'LONG_SIDE', long: 400, kernel }, 200, 150)
  expect(boxesOf(detectionsOf(half, manifest, padded))).toEqual([[50, 50, 50, 50]])
})

test('boxes of KERAS_RETINANET come back by the scale, though the rounded sizes have another ratio', () => {
  const { outputs } = demoManifest()
  const manifest = demoManifest({
    outputs: { ...outputs, boxes: { name: 'b', format: 'XYXY', space: 'INPUT_PIXELS' } },
  })
  const placed = placeImage({ rule: 'KERAS_RETINANET', short: 10, long: 99 }, 45, 8)
  expect(placed.resized).toEqual({ width: 56, height: 10 })
  const raw = { ...half, boxes: Float32Array.of(5, 1.25, 55, 2.5) }
  expect(boxesOf(detectionsOf(raw, manifest, placed))).toEqual([[4, 1, 40, 1]])
})

test('clips boxes to the image and drops those that are outside or turned over', () => {
  const found = detect([
    { box: [-5, -5, 210, 110] },
    { box: [150, 50, 250, 150] },
    { box: [201, 10, 220, 20] },
    { box: [10, 30, 20, 30] },
    { box: [40, 10, 30, 20] },
  ])
  expect(boxesOf(found)).toEqual([
    [0, 0, 200, 100],
    [150, 50, 50, 50],
  ])
})

test('drops boxes and scores that are not finite', () => {
  const box = [0, 0, 10, 10]
  const found = detect([
    { box: [Number.NaN, 0, 10, 10] },
    { box: [0, 0, Number.POSITIVE_INFINITY, 10] },
    { box, score: Number.NaN },
    { box, score: Number.POSITIVE_INFINITY },
    { box, score: 0.25 },
  ])
  expect(found.score).toEqual([0.25])
})

test('keeps a score that equals the floor and drops the float below it', () => {
  const found = detect(
    [
      { box: [0, 0, 1, 1], score: 0.25 },
      { box: [0, 0, 1, 1], score: 0.24999999 },
    ],
    {
      changes: { scoreFloor: 0.25 },
    },
  )
  expect(found.score).toEqual([0.25])
})

test('drops padding, which has the label -1', () => {
  expect(detect([{ box: [0, 0, 1, 1], label: -1 }]).label).toEqual([])
})

test('labels from 1 on become labels from 0 on, and 0 is padding then', () => {
  const { outputs } = demoManifest()
  const raw = {
    boxes: Float32Array.of(0, 0, 1, 1, 0, 0, 1, 1),
    scores: Float32Array.of(0.5, 0.5),
    labels: BigInt64Array.of(80n, 0n),
  }
  const manifest = demoManifest({ outputs: { ...outputs, labels: { name: 'labels', base: 1 } } })
  expect(detectionsOf(raw, manifest, placement).label).toEqual([79])
})

test('refuses a label that the manifest has no name for', () => {
  expect(() => detect([{ box: [0, 0, 1, 1], label: 80 }])).toThrow(
    expect.objectContaining({ code: 'INFERENCE_FAILED', message: 'Model demo answered label 80.' }),
  )
})

test.each([
  [0, 1],
  [-1, 0],
  [Number.NaN, 0],
] as const)('label %f of DetectionOutput, which starts at %i, is refused, not taken for padding', (label, base) => {
  const manifest: Manifest = {
    ...demoManifest(),
    outputs: { detections: { name: 'detections', base }, suppressed: true },
  }
  const raw = { ...half, labels: Float32Array.of(label) }
  expect(() => detectionsOf(raw, manifest, placement)).toThrow(
    expect.objectContaining({
      code: 'INFERENCE_FAILED',
      message: `Model demo answered label ${label}.`,
      hint: `Its manifest has 80 labels from ${base} on: check outputs.detections.base and labels.`,
    }),
  )
})

test('labels of DetectionOutput from 1 on become labels from 0 on', () => {
  const manifest: Manifest = {
    ...demoManifest(),
    outputs: { detections: { name: 'detections', base: 1 }, suppressed: true },
  }
  expect(detectionsOf({ ...half, labels: Float32Array.of(1) }, manifest, placement).label).toEqual([0])
})

test('sorts by score, and equal scores stay in the order of the model', () => {
  const found = detect([
    { box: [0, 0, 1, 1], score: 0.5, label: 3 },
    { box: [0, 0, 2, 2], score: 0.75, label: 4 },
    { box: [0, 0, 3, 3], score: 0.5, label: 1 },
  ])
  expect(found.label).toEqual([4, 3, 1])
  expect(found.width).toEqual([2, 1, 3])
})

test('answers no more than maxDetections, those with the highest scores', () => {
  const rows = [0.3, 0.9, 0.6].map(score => ({ box: [0, 0, 1, 1], score }))
  expect(detect(rows, { changes: { maxDetections: 2 } }).score).toEqual([Math.fround(0.9), Math.fround(0.6)])
})

test('suppresses within a class after clipping when the model has not done so', () => {
  const { outputs } = demoManifest()
  const changes = { outputs: { ...outputs, suppressed: false as const, iouThreshold: 0.5 } }
  const rows = [
    { box: [190, 0, 900, 10], score: 0.9 },
    { box: [190, 0, 200, 10], score: 0.8 },
    { box: [190, 0, 200, 10], score: 0.7, label: 1 },
  ]
  expect(detect(rows, { changes }).label).toEqual([0, 1])
  expect(detect(rows).label).toEqual([0, 0, 1])
})
