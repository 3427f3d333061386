import type { Attribute, GraphBuilder } from '../onnx/createGraph.ts'
import type { FoldedWeights } from './foldedWeights.ts'
import type { Convolution, Layer, Padding } from './layers.ts'

function paddingOf(padding: Padding): Record<string, Attribute> {
  if (padding === 'SAME') return { auto_pad: 'SAME_UPPER' }
  if (padding === 'VALID') return {}
  return { pads: [padding, padding, padding, padding] }
}

/** Writes layers as ONNX operators on maps `[N, channels, height, width]`, a map under the name that its layer gives it. */
export function addLayers(graph: GraphBuilder, layers: readonly Layer[], weights: FoldedWeights): void {
  const activated = (map: string, relu: boolean) => (relu ? `${map}:linear` : map)

  const addConvolution = (layer: Convolution): void => {
    const { output, input, side, from, to, stride, padding, relu } = layer
    const kernel = graph.initializer({
      name: `${layer.weights}/kernel`,
      type: 'float32',
      shape: [to, from, side, side],
      data: () => weights.kernel(layer),
    })
    const bias = graph.initializer({
      name: `${layer.weights}/bias`,
      type: 'float32',
      shape: [to],
      data: () => weights.bias(layer),
    })
    const attributes = { kernel_shape: [side, side], strides: [stride, stride], ...paddingOf(padding) }
    graph.op('Conv', [input, kernel, bias], attributes, activated(output, relu))
    if (relu) graph.op('Relu', [activated(output, relu)], {}, output)
  }

  /** The half-pixel rule would differ where the size does not double: `asymmetric` and `floor` are what Keras does. */
  const upsample = (output: string, input: string, like: string): void => {
    const shapes = [graph.op('Shape', [input], { start: 0, end: 2 }), graph.op('Shape', [like], { start: 2, end: 4 })]
    const size = graph.op('Concat', shapes, { axis: 0 })
    const rule = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' }
    graph.op('Resize', [input, '', '', size], rule, output)
  }

  for (const layer of layers) {
    if (layer.op === 'convolution') addConvolution(layer)
    else if (layer.op === 'upsample') upsample(layer.output, layer.input, layer.like)
    else if (layer.op === 'relu') graph.op('Relu', [layer.input], {}, layer.output)
    else if (layer.op === 'maxPool') {
      const attributes = { kernel_shape: [3, 3], strides: [2, 2], auto_pad: 'SAME_UPPER' }
      graph.op('MaxPool', [layer.input], attributes, layer.output)
    } else {
      graph.op('Add', layer.inputs, {}, activated(layer.output, layer.relu))
      if (layer.relu) graph.op('Relu', [activated(layer.output, layer.relu)], {}, layer.output)
    }
  }
}
