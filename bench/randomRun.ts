import type { NewRun } from '../src/store/saveRuns.ts'

type Options = { sha256: Buffer; modelId: string; categoryIds: number[]; boxes: number }

const random = (count: number, most: number) => Array.from({ length: count }, () => Math.random() * most)

/** A run with made-up boxes on an image that is stored already. */
export const randomRun = ({ sha256, modelId, categoryIds, boxes }: Options): NewRun => ({
  sha256,
  bytes: undefined,
  header: { format: 'JPEG', width: 640, height: 480, orientation: 1 },
  fileName: null,
  modelId,
  scoreFloor: 0.05,
  maxDetections: 300,
  timings: { queue: 1, decode: 5, preprocess: 5, inference: 40, postprocess: 1 },
  categoryIds,
  detections: {
    label: random(boxes, categoryIds.length).map(Math.floor),
    score: random(boxes, 1).sort((a, b) => b - a),
    x: random(boxes, 600),
    y: random(boxes, 400),
    width: random(boxes, 40),
    height: random(boxes, 80),
  },
})
