import { createHash } from 'node:crypto'
import type { NewRun } from '../../src/store/saveRuns.ts'

/** A run on an image of these bytes, with boxes of category and score. */
export function newRun(
  modelId: string,
  text: string,
  boxes: readonly (readonly [categoryId: number, score: number])[],
): NewRun {
  const bytes = Buffer.from(text)
  return {
    sha256: createHash('sha256').update(bytes).digest(),
    bytes,
    header: { format: 'PNG', width: 30, height: 20, orientation: 1 },
    fileName: null,
    modelId,
    scoreFloor: 0.05,
    maxDetections: 300,
    timings: { queue: 1, decode: 2, preprocess: 3, inference: 4, postprocess: 5 },
    detections: {
      label: boxes.map((_, index) => index),
      score: boxes.map(([, score]) => score),
      x: boxes.map(() => 1),
      y: boxes.map(() => 2),
      width: boxes.map(() => 3),
      height: boxes.map(() => 4),
    },
    categoryIds: boxes.map(([categoryId]) => categoryId),
  }
}
