import { convolutionWords, type KerasLayer } from '../keras/kerasLayer.ts'
import { listed } from '../listed.ts'
import type { Tracer } from './createTracer.ts'
import type { GraphNode } from './readGraph.ts'

/** A layer without where it stands. */
type Description = Omit<KerasLayer, 'inputs'>

/** Layers of many operations, which their names tell; what they do is looked into where their settings are read. */
const composites: readonly (readonly [RegExp, string])[] = [
  [/^anchors_\d$/, 'Anchors'],
  [/^boxes$/, 'RegressBoxes'],
  [/^clipped_boxes$/, 'ClipBoxes'],
  [/^filtered_detections$/, 'FilterDetections'],
]

const simpleNames: Readonly<Record<string, string>> = { Relu: 'relu', Sigmoid: 'sigmoid', Add: 'Add', AddV2: 'Add' }

/** '2' for [1, 2, 2, 1]: what is asked of height and width. */
function even(value: unknown): string {
  const [first, height, width, last] = Array.isArray(value) ? value : []
  return height === width && first === 1 && last === 1 ? String(height) : `[${value}]`
}

/** Words for what the network never has. */
function oddities({ attributes }: GraphNode): string[] {
  const format = attributes.get('data_format') ?? 'NHWC'
  const type = attributes.get('T') ?? 1
  const dilations = attributes.get('dilations')
  return [
    ...(format === 'NHWC' ? [] : [`${format}`]),
    ...(type === 1 ? [] : ['another precision than float32']),
    ...(dilations === undefined || even(dilations) === '1' ? [] : [`dilation ${even(dilations)}`]),
  ]
}

const joined = (words: string, odd: readonly string[]) => [words, ...odd].join(' + ')

/** What the layer of Keras computes that became some nodes, in the words of `KerasLayer`. */
export function describeNodes(name: string, nodes: readonly GraphNode[], trace: Tracer): Description {
  const main = (...ops: string[]) => nodes.find(({ op }) => ops.includes(op))

  /** Words for weights that are not those of the layer's name. */
  const strangers = (node: GraphNode, weights: readonly string[]): string[] =>
    weights.flatMap((weight, i) => {
      const found = trace.inputOf(node, i + 1).name
      return found === `${name}/${weight}` ? [] : [`weights ${listed([found])}`]
    })

  const convolution = (node: GraphNode): Description => {
    const [height, width, , channels] = trace.inputOf(node, 1).constant?.shape ?? []
    const bias = main('BiasAdd')
    const words = convolutionWords({
      side: height === width ? String(height) : `${height}×${width}`,
      stride: Number(even(node.attributes.get('strides'))),
      padding: String(node.attributes.get('padding')),
      bias: bias !== undefined,
      relu: main('Relu') !== undefined,
      odd: [
        ...oddities(node),
        ...strangers(node, ['kernel']),
        ...(bias ? strangers(bias, ['bias']) : []),
        ...nodes.filter(({ op }) => !['Conv2D', 'BiasAdd', 'Relu'].includes(op)).map(({ op }) => op),
      ],
    })
    return { what: words, ...(channels === undefined ? {} : { channels }) }
  }

  const batchNorm = (node: GraphNode): Description => {
    const odd = [
      ...oddities(node),
      ...strangers(node, ['gamma', 'beta', 'moving_mean', 'moving_variance']),
      ...(node.attributes.get('is_training') === false ? [] : ['training']),
    ]
    return { what: joined('BatchNormalization', odd), epsilon: Number(node.attributes.get('epsilon')) }
  }

  const pool = (node: GraphNode): Description => {
    const [side, stride, padding] = ['ksize', 'strides', 'padding'].map(key => node.attributes.get(key))
    return { what: joined(`MaxPooling2D ${even(side)} stride ${even(stride)} ${padding}`, oddities(node)) }
  }

  const zeroPadding = (node: GraphNode): Description => {
    const [a, b, top, bottom, left, right, c, d] = trace.numbersOf(trace.inputOf(node, 1)) ?? []
    const same = a === 0 && b === 0 && c === 0 && d === 0 && top === bottom && top === left && top === right
    return { what: `ZeroPadding2D ${same ? top : 'of another kind'}` }
  }

  const upsampling = (node: GraphNode): Description => {
    const odd = ['align_corners', 'half_pixel_centers'].filter(key => node.attributes.get(key) === true)
    return { what: joined('UpsampleLike', odd) }
  }

  /** A shape is made of constants and of what is known later; its last number is a constant. */
  const reshaping = (node: GraphNode): Description => {
    const shape = trace.inputOf(node, 1)
    const last = shape.op === 'Pack' ? trace.inputsOf(shape).at(-1) : shape
    const channels = last && trace.numbersOf(last)?.at(-1)
    return { what: 'Reshape', ...(channels === undefined ? {} : { channels }) }
  }

  const concatenation = (node: GraphNode): Description => {
    const axis = trace.inputsOf(node).at(-1)
    return { what: `Concatenate axis ${axis && trace.numbersOf(axis)}` }
  }

  const kinds = [...new Set(nodes.map(({ op }) => op))]
  /** in the order of their looking: a layer of several operations is known by the first of these that it has */
  const describers: readonly (readonly [readonly string[], (node: GraphNode) => Description])[] = [
    [['Conv2D'], convolution],
    [['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3'], batchNorm],
    [['MaxPool'], pool],
    [['ResizeNearestNeighbor'], upsampling],
    [['Reshape'], reshaping],
    [['ConcatV2'], concatenation],
    [['Pad'], zeroPadding],
  ]
  const composite = composites.find(([pattern]) => pattern.test(name))
  if (composite) return { what: composite[1] }
  for (const [ops, describe] of describers) {
    const node = main(...ops)
    if (node) return describe(node)
  }
  return { what: kinds.map(op => simpleNames[op] ?? op).join(' + ') }
}
