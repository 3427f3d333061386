import type { Fault } from '../createFault.ts'
import { type DetectionFacts, defaultFacts } from '../keras/networkOf.ts'
import type { AnchorLevel, RetinaNet } from '../kerasModel.ts'
import { listed } from '../listed.ts'
import { levels } from '../network/featurePyramid.ts'
import type { Tracer } from './createTracer.ts'
import type { Graph, GraphNode } from './readGraph.ts'
import { DT_FLOAT } from './tensorValues.ts'

const isAdd = ({ op }: GraphNode) => op === 'Add' || op === 'AddV2'
const isScalar = ({ constant }: GraphNode) => constant?.type === DT_FLOAT && constant.shape.length === 0

/**
 * What the layers Anchors, RegressBoxes and FilterDetections are set to, by the constants that their nodes compute with.
 * @throws AppError MODEL_INVALID when they compute otherwise than keras-retinanet
 */
export function detectionFactsOfGraph(graph: Graph, trace: Tracer, fault: Fault): DetectionFacts {
  const groups = new Map<string, GraphNode[]>()
  for (const node of graph.nodes.values()) {
    const layer = node.name.split('/')[0]!
    const group = groups.get(layer)
    if (group) group.push(node)
    else groups.set(layer, [node])
  }

  /** The one value of several nodes. */
  const one = <Value>(what: string, values: readonly Value[]): Value => {
    const [first, ...others] = new Set(values)
    if (first !== undefined && others.length === 0) return first
    throw fault(`expected one ${what} but found ${listed([...new Set(values)].map(String))}`)
  }

  /** Scalar constants that a kind of node of a layer computes with. */
  const scalars = (layer: string, kind: (node: GraphNode) => boolean): number[] =>
    (groups.get(layer) ?? [])
      .filter(kind)
      .flatMap(node => trace.inputsOf(node).filter(isScalar))
      .map(trace.numberOf)

  const anchorLevel = (layer: string): AnchorLevel => {
    const isTable = ({ constant }: GraphNode) =>
      constant?.type === DT_FLOAT && constant.shape.length === 2 && constant.shape[1] === 4
    const tables = (groups.get(layer) ?? []).flatMap(node => trace.inputsOf(node).filter(isTable))
    const table = one(`table of anchors in ${layer}`, tables)
    const offset = one(`offset in ${layer}`, scalars(layer, isAdd))
    if (offset !== 0.5) throw fault(`expected anchors half a stride from the corner in ${layer} but found ${offset}`)
    return {
      stride: one(
        `stride in ${layer}`,
        scalars(layer, ({ op }) => op === 'Mul'),
      ),
      boxes: graph.floats(table.name),
    }
  }

  /** Corner by corner: anchor + (value × std + mean) × side. */
  const regression = (): RetinaNet['regression'] => {
    const stack = trace.node('boxes/stack')
    const corners = trace.inputsOf(stack).map(corner => {
      const moved = trace.inputOf(trace.inputOf(corner, 1), 0)
      const scaled = trace.inputOf(moved, 0)
      if (!isAdd(moved) || scaled.op !== 'Mul')
        throw fault(
          `expected (value × std + mean) × side as ${listed([corner.name])} but found ${scaled.op}, ${moved.op}`,
        )
      return { mean: trace.numberOf(trace.inputOf(moved, 1)), std: trace.numberOf(trace.inputOf(scaled, 1)) }
    })
    return { mean: corners.map(({ mean }) => mean), std: corners.map(({ std }) => std) }
  }

  /** Minimum of a corner and side - 1, then Maximum with 0. An older ClipBoxes clips to the side itself. */
  const checkClipping = (): void => {
    const nodes = groups.get('clipped_boxes') ?? []
    const uppers = nodes.filter(({ op }) => op === 'Minimum').map(node => trace.inputOf(node, 1))
    const isLast = (node: GraphNode) => node.op === 'Sub' && trace.numberOf(trace.inputOf(node, 1)) === 1
    const lowers = scalars('clipped_boxes', ({ op }) => op === 'Maximum')
    if (uppers.length === 4 && uppers.every(isLast) && lowers.join() === '0,0,0,0') return
    const ops = nodes.map(({ op }) => op).filter(op => op !== 'Const')
    throw fault(`expected clipped_boxes to clip to 0 and to width - 1 or height - 1 but found ${listed(ops, 20)}`)
  }

  const filtering = (): RetinaNet['filtering'] => {
    const nodes = groups.get('filtered_detections') ?? []
    const suppressions = nodes.filter(({ op }) => /NonMaxSuppression/.test(op))
    const other = suppressions.find(({ op }) => !/^NonMaxSuppression(V[23])?$/.test(op))
    if (other) throw fault(`expected NonMaxSuppression, V2 or V3 in filtered_detections but found ${other.op}`)
    const best = one(
      'choice of the best detections',
      nodes.filter(({ op }) => op === 'TopKV2'),
    )
    const most = trace.inputsOf(trace.inputOf(best, 1)).filter(({ op }) => op === 'Const')
    const maxDetections = one('number of detections', most.map(trace.numberOf))
    const suppressed = suppressions.map(node => trace.numberOf(trace.inputOf(node, 2)))
    if (suppressed.some(number => number !== maxDetections))
      throw fault(`expected ${maxDetections} boxes of each class at most but found ${listed(suppressed.map(String))}`)
    return {
      nms: suppressions.length > 0,
      classSpecific: !nodes.some(({ op }) => op === 'ArgMax'),
      iouThreshold:
        suppressions.length > 0
          ? one(
              'IoU threshold',
              suppressions.map(node => trace.numberOf(trace.inputOf(node, 3))),
            )
          : defaultFacts.filtering.iouThreshold,
      scoreThreshold: one(
        'score threshold',
        scalars('filtered_detections', ({ op }) => op === 'Greater'),
      ),
      maxDetections,
    }
  }

  checkClipping()
  return {
    anchors: levels.map((_, i) => anchorLevel(`anchors_${i}`)),
    regression: regression(),
    filtering: filtering(),
  }
}
