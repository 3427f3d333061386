import type { RetinaNet } from '../convert/kerasModel.ts'
import { kerasOutputs, means, omzSide } from '../convert/network/layouts.ts'
import type { Layout } from '../convert/writeRetinaNet.ts'
import type { Manifest } from '../detector/manifest.ts'
import type { NewManifest } from './installModel.ts'

type Named = Pick<Manifest, 'name' | 'licence' | 'description' | 'labels'>

/** Pixels to a tensor and outputs to boxes, as the ONNX file of each layout takes and gives them. */
const layouts: Record<Layout, Pick<Manifest, 'input' | 'outputs'>> = {
  // keras-retinanet: preprocess_image (mode caffe) and resize_image; FilterDetections.
  keras: {
    input: {
      name: 'input_1',
      layout: 'NHWC',
      colour: 'BGR',
      mean: [...means],
      scale: [1, 1, 1],
      resize: { rule: 'KERAS_RETINANET', short: 800, long: 1333 },
    },
    outputs: {
      boxes: { name: kerasOutputs.boxes, format: 'XYXY', space: 'INPUT_PIXELS' },
      scores: { name: kerasOutputs.scores },
      labels: { name: kerasOutputs.labels, base: 0, type: 'int32' },
      suppressed: true,
    },
  },
  // Open Model Zoo's retinanet-tf: the means are taken off in the graph.
  omz: {
    input: {
      name: 'input_1',
      layout: 'NCHW',
      colour: 'BGR',
      mean: [0, 0, 0],
      scale: [1, 1, 1],
      resize: { rule: 'LONG_SIDE', long: omzSide, kernel: 'OPENCV_BILINEAR' },
    },
    outputs: { detections: { name: 'DetectionOutput', base: 0 }, suppressed: true },
  },
}

/** A manifest allows no more an image. */
const mostDetections = 300

/** A frozen graph has 0.05 as the float32 next to it, 0.05000000074505806: to seven digits both are 0.05. */
const decimal = (value: number) => Number(value.toPrecision(7))

/** The manifest of a converted RetinaNet, but for its file. */
export function retinaNetManifest(
  { filtering }: Pick<RetinaNet, 'filtering'>,
  layout: Layout,
  { name, licence, description, labels }: Named,
): NewManifest {
  const { input, outputs } = layouts[layout]
  return {
    name,
    licence,
    description,
    input,
    scoreFloor: Math.min(Math.max(decimal(filtering.scoreThreshold), 0), 1),
    maxDetections: Math.min(filtering.maxDetections, mostDetections),
    outputs,
    labels,
  }
}
