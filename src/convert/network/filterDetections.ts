import type { Filtering } from '../kerasModel.ts'
import type { GraphBuilder } from '../onnx/createGraph.ts'
import { elementTypes } from '../onnx/onnxSchema.ts'

/** Rows of every image of the batch, best first; after the last detection -1 everywhere. */
export type Detections = {
  /** float32 `[N, maxDetections, 4]` */
  boxes: string
  /** float32 `[N, maxDetections]` */
  scores: string
  /** int32 `[N, maxDetections]`, from 0 */
  labels: string
}

/**
 * Non-maximum suppression and the best rows (keras-retinanet's layers/filter_detections.py). Scores have to be above
 * the threshold and IoU above its own for a box to go; equal scores: lower class first, then lower row.
 * @param boxes float32 `[N, K, 4]`
 * @param scores float32 `[N, classes, K]`
 */
export function filterDetections(
  graph: GraphBuilder,
  boxes: string,
  scores: string,
  { nms, classSpecific, iouThreshold, scoreThreshold, maxDetections }: Filtering,
): Detections {
  const { op, integers, float, initializer, length } = graph
  const none = float(-1)
  const noLabel = initializer({ name: 'int32:-1', type: 'int32', shape: [], data: () => Int32Array.of(-1) })
  const compared = classSpecific ? scores : op('ReduceMax', [scores], { axes: [1], keepdims: 1 })

  // An IoU is never above 1: with that threshold nothing is suppressed.
  const selected = op('NonMaxSuppression', [
    boxes,
    compared,
    integers(maxDetections),
    float(nms ? iouThreshold : 1),
    float(scoreThreshold),
  ])
  const columnOf = (index: number) => op('Gather', [selected, integers(index)], { axis: 1 })
  const image = columnOf(0)
  const place = op('Gather', [selected, integers([0, 2])], { axis: 1 })
  const label = classSpecific ? columnOf(1) : op('GatherND', [op('ArgMax', [scores], { axis: 1, keepdims: 0 }), place])

  // Rows of all images lie one after the other. To an image those of the others count as padding; behind them there
  // is enough of it to fill the answer.
  const images = op('Range', [integers(0), length(boxes, 0), integers(1)])
  const own = op('Equal', [op('Unsqueeze', [images, integers([1])]), op('Unsqueeze', [image, integers([0])])])
  const ownScores = op('Where', [own, op('GatherND', [compared, selected]), none])
  const padded = op('Pad', [ownScores, integers([0, 0, 0, maxDetections]), none])
  const [best, row] = graph.pair('TopK', [padded, integers([maxDetections])], { axis: 1 })

  const unused = op('Less', [best, float(0)])
  const chosen = (rows: string, pads: readonly number[], padding: string) =>
    op('Gather', [op('Pad', [rows, integers(pads), padding]), row], { axis: 0 })
  const allBoxes = chosen(op('GatherND', [boxes, place]), [0, 0, maxDetections, 0], none)
  const allLabels = chosen(op('Cast', [label], { to: elementTypes.int32 }), [0, maxDetections], noLabel)
  return {
    boxes: op('Where', [op('Unsqueeze', [unused, integers([2])]), none, allBoxes]),
    scores: best,
    labels: op('Where', [unused, noLabel, allLabels]),
  }
}
