import { AppError } from '../errors.ts'
import type { DetectionColumns } from './detectedImage.ts'
import { labelsOf } from './labelsOf.ts'
import type { Manifest } from './manifest.ts'
import { type Candidates, nonMaximumSuppression } from './nonMaximumSuppression.ts'
import { type OutputForm, outputForm } from './outputForm.ts'
import type { Placement } from './placeImage.ts'
import type { RawOutputs } from './rawOutputs.ts'

/** Corners of the box whose four numbers begin at `boxes[at]`, in the model's own space. */
function cornersOf(boxes: Float32Array, at: number, format: OutputForm['format']): [number, number, number, number] {
  const [a, b, c, d] = [boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!]
  if (format === 'XYXY') return [a, b, c, d]
  if (format === 'XYWH') return [a, b, a + c, b + d]
  return [a - c / 2, b - d / 2, a + c / 2, b + d / 2]
}

/** A number of a box × the first / the second = pixels of the upright image; horizontally and vertically. */
function factorsOf(space: OutputForm['space'], { x, y, tensor }: Placement) {
  if (space === 'IMAGE_PIXELS') return { x: [1, 1], y: [1, 1] } as const
  if (space === 'UNIT') return { x: [(tensor.width * x[0]) / x[1], 1], y: [(tensor.height * y[0]) / y[1], 1] } as const
  return { x, y }
}

const clipped = (value: number, [times, over]: readonly [number, number], limit: number) =>
  Math.min(Math.max((value * times) / over, 0), limit)

/**
 * A model's raw outputs as detections: boxes in pixels of the upright image and clipped to it, highest score first,
 * equal scores in the model's order. Dropped are: scores below the manifest's floor or not finite, labels below the
 * first one (padding; not in the form of DetectionOutput, which ends where its rows end), boxes with a number that is
 * not finite or without area inside the image, what the manifest's suppression drops, and what is beyond its
 * `maxDetections`. Scores are the model's float32 values, not rounded.
 * @throws AppError INFERENCE_FAILED when a label is not one of the manifest's
 */
export function detectionsOf(outputs: RawOutputs, manifest: Manifest, placement: Placement): DetectionColumns {
  const { image } = placement
  const { format, space, base, baseField, padded } = outputForm(manifest.outputs)
  const names = labelsOf(manifest)
  const factors = factorsOf(space, placement)
  const all: Candidates = { label: [], score: [], x1: [], y1: [], x2: [], y2: [] }

  for (let i = 0; i < outputs.scores.length; i++) {
    const score = outputs.scores[i]!
    const label = Number(outputs.labels[i]) - base
    if (!(score >= manifest.scoreFloor && score < Infinity) || (padded && !(label >= 0))) continue
    if (names[label] === undefined)
      throw new AppError('INFERENCE_FAILED', `Model ${manifest.name} answered label ${outputs.labels[i]}.`, {
        hint: `Its manifest has ${names.length} labels from ${base} on: check ${baseField} and labels.`,
      })
    const corners = cornersOf(outputs.boxes, i * 4, format)
    if (!corners.every(Number.isFinite)) continue
    const x1 = clipped(corners[0], factors.x, image.width)
    const y1 = clipped(corners[1], factors.y, image.height)
    const x2 = clipped(corners[2], factors.x, image.width)
    const y2 = clipped(corners[3], factors.y, image.height)
    if (x2 <= x1 || y2 <= y1) continue
    all.label.push(label)
    all.score.push(score)
    all.x1.push(x1)
    all.y1.push(y1)
    all.x2.push(x2)
    all.y2.push(y2)
  }

  const order = all.score.map((_, index) => index).sort((a, b) => all.score[b]! - all.score[a]!)
  const kept = manifest.outputs.suppressed
    ? order.slice(0, manifest.maxDetections)
    : nonMaximumSuppression(all, order, manifest.outputs.iouThreshold, manifest.maxDetections)
  const column = (at: (index: number) => number) => kept.map(at)
  return {
    label: column(i => all.label[i]!),
    score: column(i => all.score[i]!),
    x: column(i => all.x1[i]!),
    y: column(i => all.y1[i]!),
    width: column(i => all.x2[i]! - all.x1[i]!),
    height: column(i => all.y2[i]! - all.y1[i]!),
  }
}
