import type { Manifest } from './manifest.ts'

type Outputs = Manifest['outputs']
type Boxes = Extract<Outputs, { boxes: unknown }>['boxes']

/** What the numbers of a model's raw outputs mean. */
export type OutputForm = {
  format: Boxes['format']
  space: Boxes['space']
  /** number of the first label */
  base: 0 | 1
  /** what in the manifest says so */
  baseField: string
  /** whether a row with a label below `base` holds nothing */
  padded: boolean
}

/** A manifest's outputs, whichever way they are given. DetectionOutput has corners from 0 to 1 of the tensor. */
export function outputForm(outputs: Outputs): OutputForm {
  if ('detections' in outputs) {
    const { base } = outputs.detections
    return { format: 'XYXY', space: 'UNIT', base, baseField: 'outputs.detections.base', padded: false }
  }
  const { boxes, labels } = outputs
  return { format: boxes.format, space: boxes.space, base: labels.base, baseField: 'outputs.labels.base', padded: true }
}
