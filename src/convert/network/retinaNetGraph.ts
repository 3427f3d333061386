import { createFault } from '../createFault.ts'
import type { AnchorLevel, KerasModel } from '../kerasModel.ts'
import { createGraph, type Graph, type GraphBuilder } from '../onnx/createGraph.ts'
import { addLayers } from './addLayers.ts'
import { candidates } from './candidates.ts'
import { checkAnchors } from './checkAnchors.ts'
import { anchorsAt, clipBoxes, decodeBoxes } from './decodeBoxes.ts'
import { levels } from './featurePyramid.ts'
import { type Detections, filterDetections } from './filterDetections.ts'
import { foldedWeights } from './foldedWeights.ts'
import { layersOf } from './layersOf.ts'
import { type Layout, layouts } from './layouts.ts'

/**
 * Detections from the maps of the heads at every level.
 * @param size int64 scalars: height and width of the network's input in pixels
 */
export function addDetections(
  graph: GraphBuilder,
  { network }: Pick<KerasModel, 'network'>,
  anchors: readonly AnchorLevel[],
  size: { height: string; width: string },
): Detections {
  const { anchorsPerPosition, classes, filtering, regression } = network
  const perLevel = anchors.map((level, index) => {
    const name = levels[index]!
    const maps = { classification: `${name}_classification`, regression: `${name}_regression` }
    const { scoreThreshold } = filtering
    const found = candidates(graph, maps, { anchors: anchorsPerPosition, classes, scoreThreshold })
    return { ...found, boxes: anchorsAt(graph, level, found) }
  })
  const joined = (from: 'logits' | 'regression' | 'boxes', axis: number) =>
    graph.op(
      'Concat',
      perLevel.map(level => level[from]),
      { axis },
    )
  const decoded = decodeBoxes(graph, joined('boxes', 0), joined('regression', 1), regression)
  const scores = graph.op('Sigmoid', [joined('logits', 2)])
  return filterDetections(graph, clipBoxes(graph, decoded, size), scores, filtering)
}

/**
 * A RetinaNet as an ONNX graph, with everything after the convolutions inside.
 * @param anchors P3 to P7; needed where the model's file does not say
 * @throws AppError MODEL_INVALID when weights are missing, or the anchors do not fit the network
 */
export function retinaNetGraph(model: KerasModel, anchors: readonly AnchorLevel[], layout: Layout): Graph {
  const { network, file } = model
  checkAnchors(anchors, network.anchorsPerPosition, createFault(file))
  const graph = createGraph()
  const { map, size } = layouts[layout].input(graph)
  const layers = layersOf(map, network)
  addLayers(graph, layers, foldedWeights(model, layers))
  layouts[layout].output(graph, addDetections(graph, model, anchors, size), network.filtering.maxDetections)
  return graph.done()
}
