import type { RetinaNet } from '../kerasModel.ts'
import { levels } from '../network/featurePyramid.ts'
import type { Convolution, Layer } from '../network/layers.ts'
import { layersOf } from '../network/layersOf.ts'
import { convolutionWords, type KerasLayer, type KerasLayers } from './kerasLayer.ts'

/** Layers from the heads' numbers to the detections; a training snapshot ends at `regression` and `classification`. */
const inference: readonly (readonly [string, KerasLayer])[] = [
  ...levels.map((level, i) => [`anchors_${i}`, { what: 'Anchors', inputs: [level] }] as const),
  ['anchors', { what: 'Concatenate axis 1', inputs: levels.map((_, i) => `anchors_${i}`) }],
  ['boxes', { what: 'RegressBoxes', inputs: ['anchors', 'regression'] }],
  ['clipped_boxes', { what: 'ClipBoxes', inputs: ['input_1', 'boxes'] }],
  ['filtered_detections', { what: 'FilterDetections', inputs: ['clipped_boxes', 'classification'] }],
]

const headLayers: readonly (readonly [string, KerasLayer])[] = [
  ['pyramid_regression_reshape', { what: 'Reshape', inputs: ['pyramid_regression'] }],
  ['pyramid_classification_reshape', { what: 'Reshape', inputs: ['pyramid_classification'] }],
  ['pyramid_classification_sigmoid', { what: 'sigmoid', inputs: ['pyramid_classification_reshape'] }],
  ['regression_submodel', { what: 'Model', inputs: levels }],
  ['classification_submodel', { what: 'Model', inputs: levels }],
  ['regression', { what: 'Concatenate axis 1', inputs: ['regression_submodel'] }],
  ['classification', { what: 'Concatenate axis 1', inputs: ['classification_submodel'] }],
]

/**
 * The layers that keras-retinanet has for the network that fovea builds: a step of `layersOf` is up to four of Keras
 * (padding, convolution, batch norm, ReLU), under names that follow from that of the convolution.
 */
export function expectedLayers(network: Pick<RetinaNet, 'backbone' | 'conv1'>, detects: boolean): KerasLayers {
  const expected = new Map<string, KerasLayer>()
  /** Keras layer that a map of `layersOf` comes from */
  const makers = new Map<string, string>()
  const maker = (map: string) => makers.get(map) ?? map
  const put = (name: string, what: string, ...inputs: string[]) => {
    if (!expected.has(name)) expected.set(name, { what, inputs }) // a head has the same layers at every level
    return name
  }

  const convolution = ({ weights, batchNorm, input, side, stride, padding, relu }: Convolution) => {
    let last = maker(input)
    if (typeof padding === 'number') {
      const name = weights === 'conv1' ? 'padding_conv1' : weights.replace('res', 'padding')
      last = put(name, `ZeroPadding2D ${padding}`, last)
    }
    const words = convolutionWords({
      side: String(side),
      stride,
      padding: padding === 'SAME' ? 'SAME' : 'VALID',
      bias: batchNorm === undefined,
      relu: relu && batchNorm === undefined,
    })
    last = put(weights, words, last)
    if (batchNorm === undefined) return last
    last = put(batchNorm, 'BatchNormalization', last)
    return relu ? put(`${weights}_relu`, 'relu', last) : last
  }

  const lastOf = (layer: Layer): string => {
    switch (layer.op) {
      case 'convolution':
        return convolution(layer)
      case 'maxPool':
        return put(layer.output, 'MaxPooling2D 3 stride 2 SAME', maker(layer.input))
      case 'upsample':
        return put(layer.output, 'UpsampleLike', maker(layer.input), maker(layer.like))
      case 'relu':
        return put(layer.output, 'relu', maker(layer.input))
      case 'add': {
        const name = put(layer.output.replace(/_relu$/, ''), 'Add', ...layer.inputs.map(maker))
        return layer.relu ? put(layer.output, 'relu', name) : name
      }
    }
  }
  for (const layer of layersOf('input_1', { ...network, anchorsPerPosition: 1, classes: 1 }))
    makers.set(layer.output, lastOf(layer))

  for (const [name, layer] of [...headLayers, ...(detects ? inference : [])]) expected.set(name, layer)
  return expected
}
