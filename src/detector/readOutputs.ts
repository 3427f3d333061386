import { AppError } from '../errors.ts'
import type { Manifest } from './manifest.ts'
import type { RawOutputs } from './rawOutputs.ts'

/** Numbers of a row of DetectionOutput: image_id, label, confidence, x_min, y_min, x_max, y_max. */
const ROW = 7

/** Names of the tensors that `readOutputs` needs. */
export const namesOfOutputs = ({ outputs }: Manifest): string[] =>
  'detections' in outputs ? [outputs.detections.name] : [outputs.boxes.name, outputs.scores.name, outputs.labels.name]

/** The rows of OpenVINO's DetectionOutput, `[1, 1, N, 7]`, up to the first without an image. */
function readDetections(manifest: Manifest, rows: Float32Array): RawOutputs {
  if (rows.length % ROW !== 0)
    throw new AppError('INFERENCE_FAILED', `Model ${manifest.name} answered ${rows.length} numbers of detections.`, {
      hint: 'A model with outputs.detections has to answer seven numbers a detection.',
    })
  let count = 0
  while (count * ROW < rows.length && !(rows[count * ROW]! < 0)) count++
  const raw = {
    boxes: new Float32Array(count * 4),
    scores: new Float32Array(count),
    labels: new Float32Array(count),
  }
  for (let i = 0; i < count; i++) {
    raw.labels[i] = rows[i * ROW + 1]!
    raw.scores[i] = rows[i * ROW + 2]!
    raw.boxes.set(rows.subarray(i * ROW + 3, i * ROW + ROW), i * 4)
  }
  return raw
}

/**
 * A model's answer for one image, as its manifest says it comes.
 * @param dataOf the numbers of a tensor, whose element type is that of the manifest
 * @throws AppError INFERENCE_FAILED when the tensors do not fit together
 */
export function readOutputs(manifest: Manifest, dataOf: (name: string) => unknown): RawOutputs {
  const { outputs } = manifest
  if ('detections' in outputs) return readDetections(manifest, dataOf(outputs.detections.name) as Float32Array)
  const raw = {
    boxes: dataOf(outputs.boxes.name) as RawOutputs['boxes'],
    scores: dataOf(outputs.scores.name) as RawOutputs['scores'],
    labels: dataOf(outputs.labels.name) as RawOutputs['labels'],
  }
  const count = raw.scores.length
  if (raw.boxes.length !== count * 4 || raw.labels.length !== count)
    throw new AppError(
      'INFERENCE_FAILED',
      `Model ${manifest.name} answered ${count} scores, ${raw.labels.length} labels and ${raw.boxes.length} numbers of boxes.`,
      { hint: 'A model has to answer one image with as many labels as scores, and four numbers a box.' },
    )
  return raw
}
