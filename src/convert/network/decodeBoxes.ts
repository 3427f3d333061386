import type { AnchorLevel, RetinaNet } from '../kerasModel.ts'
import type { GraphBuilder } from '../onnx/createGraph.ts'
import { elementTypes } from '../onnx/onnxSchema.ts'

/**
 * Anchors at positions of a level's map (keras-retinanet's utils/anchors.py: `shift`). Levels differ in their strides.
 * @param at int64 `[K]`: position in the map, row by row, and which anchor there; `width`: columns of the map
 * @returns float32 `[K, 4]`: x1, y1, x2, y2 in pixels of the network's input
 */
export function anchorsAt(
  { op, integers, float, initializer }: GraphBuilder,
  { stride, boxes }: AnchorLevel,
  { position, anchor, width }: { position: string; anchor: string; width: string },
): string {
  const table = initializer({
    name: `anchors/${stride}`,
    type: 'float32',
    shape: [boxes.length / 4, 4],
    data: () => boxes,
  })
  const centre = (index: string) =>
    op('Mul', [op('Add', [op('Cast', [index], { to: elementTypes.float32 }), float(0.5)]), float(stride)])
  const x = op('Unsqueeze', [centre(op('Mod', [position, width])), integers([1])])
  const y = op('Unsqueeze', [centre(op('Div', [position, width])), integers([1])])
  return op('Add', [op('Gather', [table, anchor], { axis: 0 }), op('Concat', [x, y, x, y], { axis: 1 })])
}

/** The column of `[…, 4]` at `index`, as `[…, 1]`. */
const column = ({ op, integers }: GraphBuilder, boxes: string, index: number) =>
  op('Gather', [boxes, integers([index])], { axis: -1 })

/**
 * Boxes from anchors and what the regression head says of them (keras-retinanet's backend/common.py:
 * `bbox_transform_inv`): each corner moves by a share of the anchor's width or height.
 * @param anchors float32 `[K, 4]`
 * @param regression float32 `[N, K, 4]`
 * @returns float32 `[N, K, 4]`
 */
export function decodeBoxes(
  graph: GraphBuilder,
  anchors: string,
  regression: string,
  { mean, std }: RetinaNet['regression'],
): string {
  const { op, initializer } = graph
  const four = (name: string, values: readonly number[]) =>
    initializer({ name: `regression/${name}`, type: 'float32', shape: [4], data: () => Float32Array.from(values) })
  const width = op('Sub', [column(graph, anchors, 2), column(graph, anchors, 0)])
  const height = op('Sub', [column(graph, anchors, 3), column(graph, anchors, 1)])
  const sides = op('Concat', [width, height, width, height], { axis: 1 })
  const shares = op('Add', [op('Mul', [regression, four('std', std)]), four('mean', mean)])
  return op('Add', [anchors, op('Mul', [shares, sides])])
}

/**
 * Boxes with x within 0 and `width - 1`, y within 0 and `height - 1` (keras-retinanet's layers/_misc.py: `ClipBoxes`).
 * @param boxes float32 `[N, K, 4]`
 * @param height int64, scalar, of the network's input; `width` as well
 */
export function clipBoxes(
  graph: GraphBuilder,
  boxes: string,
  { height, width }: { height: string; width: string },
): string {
  const { op, integers, float } = graph
  const last = (side: string) => op('Cast', [op('Sub', [side, integers(1)])], { to: elementTypes.float32 })
  const limits = [last(width), last(height)]
  const columns = [0, 1, 2, 3].map(index => op('Clip', [column(graph, boxes, index), float(0), limits[index % 2]!]))
  return op('Concat', columns, { axis: -1 })
}
