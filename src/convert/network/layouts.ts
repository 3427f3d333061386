import type { GraphBuilder } from '../onnx/createGraph.ts'
import { elementTypes } from '../onnx/onnxSchema.ts'
import type { Detections } from './filterDetections.ts'

/** Side of the square input of Open Model Zoo's form, in pixels. */
export const omzSide = 1333

/** Blue, green, red of 0 to 255 (keras-retinanet's utils/image.py, mode `caffe`). */
export const means = [103.939, 116.779, 123.68] as const

type Input = {
  /** float32 `[N, 3, height, width]`, BGR less the means */
  map: string
  /** int64 scalars */
  size: { height: string; width: string }
}

const stack = (number: string) => `filtered_detections/map/TensorArrayStack${number}/TensorArrayGatherV3`

/** Outputs of keras-retinanet's own graph. */
export const kerasOutputs = { boxes: stack(''), scores: stack('_1'), labels: stack('_2') } as const

/** As keras-retinanet itself: any batch and size, means already taken off; outputs under the names of its graph. */
const keras = {
  input({ input, op, length }: GraphBuilder): Input {
    const image = input('input_1', 'float32', ['N', 'H', 'W', 3])
    const map = op('Transpose', [image], { perm: [0, 3, 1, 2] })
    return { map, size: { height: length(image, 1), width: length(image, 2) } }
  },
  output({ op, output }: GraphBuilder, { boxes, scores, labels }: Detections, rows: number): void {
    output(op('Identity', [boxes], {}, kerasOutputs.boxes), 'float32', ['N', rows, 4])
    output(op('Identity', [scores], {}, kerasOutputs.scores), 'float32', ['N', rows])
    output(op('Identity', [labels], {}, kerasOutputs.labels), 'int32', ['N', rows])
  },
}

/**
 * As Open Model Zoo converts it: one image of 1333 × 1333, bytes as they are; one output of rows
 * `[image_id, label, conf, x_min, y_min, x_max, y_max]`, coordinates 0 to 1, image_id -1 from the first unused row on.
 */
const omz = {
  input({ input, op, integers, initializer }: GraphBuilder): Input {
    const image = input('input_1', 'float32', [1, 3, omzSide, omzSide])
    const mean = initializer({
      name: 'means',
      type: 'float32',
      shape: [3, 1, 1],
      data: () => Float32Array.from(means),
    })
    const side = integers(omzSide)
    return { map: op('Sub', [image, mean]), size: { height: side, width: side } }
  },
  output({ op, output, integers, float }: GraphBuilder, { boxes, scores, labels }: Detections, rows: number): void {
    const unused = op('Unsqueeze', [op('Less', [scores, float(0)]), integers([2])])
    const column = (values: string) => op('Unsqueeze', [values, integers([2])])
    const used = [
      column(op('Cast', [labels], { to: elementTypes.float32 })),
      column(scores),
      op('Div', [boxes, float(omzSide)]),
    ]
    const kept = op('Where', [unused, float(0), op('Concat', used, { axis: 2 })])
    const imageId = op('Where', [unused, float(-1), float(0)])
    const table = op('Concat', [imageId, kept], { axis: 2 })
    output(op('Unsqueeze', [table, integers([1])], {}, 'DetectionOutput'), 'float32', [1, 1, rows, 7])
  },
}

/** The forms in which a RetinaNet is written: what goes in and what comes out. */
export const layouts = { keras, omz }

export type Layout = keyof typeof layouts
