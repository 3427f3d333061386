import { writeFileSync } from 'node:fs'
import protobuf from 'protobufjs/light.js'
import { kerasLayers, type LayerJson } from './kerasFile.ts'

const field = (id: number, type: string) => ({ id, type })
const repeated = (id: number, type: string) => ({ id, type, rule: 'repeated' })

const GraphDef = protobuf.Root.fromJSON({
  nested: {
    GraphDef: { fields: { node: repeated(1, 'NodeDef'), versions: field(4, 'Versions') } },
    Versions: { fields: { producer: field(1, 'int32') } },
    NodeDef: {
      fields: {
        name: field(1, 'string'),
        op: field(2, 'string'),
        input: repeated(3, 'string'),
        attr: { id: 5, keyType: 'string', type: 'AttrValue' } as protobuf.IMapField,
      },
    },
    AttrValue: {
      oneofs: { value: { oneof: ['list', 's', 'f', 'b', 'type', 'tensor'] } },
      fields: {
        list: field(1, 'List'),
        s: field(2, 'bytes'),
        f: field(4, 'float'),
        b: field(5, 'bool'),
        type: field(6, 'int32'),
        tensor: field(8, 'Tensor'),
      },
    },
    List: { fields: { i: repeated(3, 'int64') } },
    Shape: { fields: { dim: repeated(2, 'Dim') } },
    Dim: { fields: { size: field(1, 'int64') } },
    Tensor: {
      fields: {
        dtype: field(1, 'int32'),
        tensorShape: field(2, 'Shape'),
        tensorContent: field(4, 'bytes'),
        floatVal: repeated(5, 'float'),
        intVal: repeated(7, 'int32'),
        int64Val: repeated(10, 'int64'),
      },
    },
  },
}).lookupType('GraphDef')

export type Tensor = {
  dtype: number
  tensorShape: { dim: { size: number }[] }
  tensorContent?: Uint8Array
  floatVal?: number[]
  intVal?: number[]
}

type Attribute = { list?: { i: number[] }; s?: Uint8Array; f?: number; b?: boolean; type?: number; tensor?: Tensor }

export type NodeJson = { name: string; op: string; input: string[]; attr: Record<string, Attribute> }

const node = (name: string, op: string, input: string[] = [], attr: Record<string, Attribute> = {}): NodeJson => ({
  name,
  op,
  input,
  attr: op === 'Const' ? attr : { T: { type: 1 }, ...attr },
})

const text = (value: string): Attribute => ({ s: Buffer.from(value) })
const shaped = (shape: readonly number[]) => ({ dim: shape.map(size => ({ size })) })

/** A constant of float32, in a list when it is one number and in bytes when there are more, as TensorFlow writes them. */
export const floats = (name: string, shape: readonly number[], ...values: number[]): NodeJson =>
  node(name, 'Const', [], {
    value: {
      tensor: {
        dtype: 1,
        tensorShape: shaped(shape),
        ...(values.length === 1
          ? { floatVal: values }
          : { tensorContent: new Uint8Array(Float32Array.from(values).buffer) }),
      },
    },
  })

const integers = (name: string, shape: readonly number[], ...intVal: number[]): NodeJson =>
  node(name, 'Const', [], { value: { tensor: { dtype: 3, tensorShape: shaped(shape), intVal } } })

const weight = (name: string, shape: readonly number[]) => [
  floats(name, shape, 0.5),
  node(`${name}/read`, 'Identity', [name]),
]

const numbers = (config: LayerJson['config'], key: string) => [config[key]].flat(3) as number[]

/** Nodes of a layer; the last one gives its output. @param weights under these names, unless another call has made them */
function nodesOf({ name, class_name, config }: LayerJson, at: string, from: string[], weights: boolean): NodeJson[] {
  const [input = ''] = from
  const strides = { list: { i: [1, ...numbers(config, 'strides'), 1] } }
  const padding = text(String(config.padding).toUpperCase())
  switch (class_name) {
    case 'Conv2D': {
      const filters = Number(config.filters)
      const kernel = [...numbers(config, 'kernel_size'), 2, filters]
      const nodes = [
        ...(weights ? weight(`${name}/kernel`, kernel) : []),
        node(`${at}/convolution`, 'Conv2D', [input, `${name}/kernel/read`], { strides, padding }),
      ]
      if (config.use_bias) {
        if (weights) nodes.push(...weight(`${name}/bias`, [filters]))
        nodes.push(node(`${at}/BiasAdd`, 'BiasAdd', [nodes[weights ? 2 : 0]!.name, `${name}/bias/read`]))
      }
      return config.activation === 'relu' ? [...nodes, node(`${at}/Relu`, 'Relu', [nodes.at(-1)!.name])] : nodes
    }
    case 'BatchNormalization': {
      const four = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(each => `${name}/${each}`)
      return [
        ...four.flatMap(each => weight(each, [2])),
        node(`${at}/FusedBatchNorm`, 'FusedBatchNorm', [input, ...four.map(each => `${each}/read`)], {
          epsilon: { f: Number(config.epsilon) },
          is_training: { b: false },
        }),
      ]
    }
    case 'Activation':
      return [node(`${at}/Activation`, config.activation === 'relu' ? 'Relu' : 'Sigmoid', [input])]
    case 'Add':
      return [node(`${at}/add`, 'Add', from)]
    case 'ZeroPadding2D':
      return [
        integers(`${at}/Pad/paddings`, [4, 2], 0, 0, ...numbers(config, 'padding'), 0, 0),
        node(`${at}/Pad`, 'Pad', [input, `${at}/Pad/paddings`]),
      ]
    case 'MaxPooling2D':
      return [
        node(`${at}/MaxPool`, 'MaxPool', [input], {
          ksize: { list: { i: [1, ...numbers(config, 'pool_size'), 1] } },
          strides,
          padding,
        }),
      ]
    case 'UpsampleLike':
      return [
        node(`${at}/Shape`, 'Shape', [from[1]!]),
        node(`${at}/ResizeNearestNeighbor`, 'ResizeNearestNeighbor', [input, `${at}/Shape`]),
      ]
    case 'Reshape':
      return [
        integers(`${at}/shape`, [3], 1, ...numbers(config, 'target_shape')),
        node(`${at}/Reshape`, 'Reshape', [input, `${at}/shape`]),
      ]
    case 'Concatenate':
      return [integers(`${at}/concat/axis`, [], 1), node(`${at}/concat`, 'ConcatV2', [...from, `${at}/concat/axis`])]
    case 'Anchors': {
      const half = Number(config.size) / 2
      return [
        floats(`table_${name}`, [3, 4], ...[-half, -half, half, half], ...Array(8).fill(half)),
        floats(`${at}/half`, [], 0.5),
        floats(`${at}/stride`, [], Number(config.stride)),
        node(`${at}/Shape`, 'Shape', [input]),
        node(`${at}/add`, 'Add', [`${at}/Shape`, `${at}/half`]),
        node(`${at}/mul`, 'Mul', [`${at}/add`, `${at}/stride`]),
        node(`${at}/add_2`, 'Add', [`table_${name}`, `${at}/mul`]),
      ]
    }
    case 'RegressBoxes': {
      const corners = [0, 1, 2, 3].flatMap(i => [
        floats(`${at}/std_${i}`, [], 0.2),
        floats(`${at}/mean_${i}`, [], i / 8),
        node(`${at}/scaled_${i}`, 'Mul', [from[1]!, `${at}/std_${i}`]),
        node(`${at}/moved_${i}`, 'Add', [`${at}/scaled_${i}`, `${at}/mean_${i}`]),
        node(`${at}/times_${i}`, 'Mul', [`${at}/moved_${i}`, `${at}/sub`]),
        node(`${at}/corner_${i}`, 'Add', [input, `${at}/times_${i}`]),
      ])
      const sides = node(`${at}/sub`, 'Sub', [input, input])
      return [
        sides,
        ...corners,
        node(
          `${at}/stack`,
          'Pack',
          [0, 1, 2, 3].map(i => `${at}/corner_${i}`),
        ),
      ]
    }
    case 'ClipBoxes':
      return [
        node(`${at}/unstack`, 'Unpack', [input]),
        node(`${at}/unstack_1`, 'Unpack', [from[1]!]),
        ...[0, 1, 2, 3].flatMap(i => [
          floats(`${at}/sub_${i}/y`, [], 1),
          node(`${at}/sub_${i}`, 'Sub', [`${at}/unstack:${2 - (i % 2)}`, `${at}/sub_${i}/y`]),
          node(`${at}/Minimum_${i}`, 'Minimum', [`${at}/unstack_1:${i}`, `${at}/sub_${i}`]),
          floats(`${at}/clip_${i}/y`, [], 0),
          node(`${at}/clip_${i}`, 'Maximum', [`${at}/Minimum_${i}`, `${at}/clip_${i}/y`]),
        ]),
        node(
          `${at}/stack`,
          'Pack',
          [0, 1, 2, 3].map(i => `${at}/clip_${i}`),
        ),
      ]
    case 'FilterDetections': {
      const classes = [0, 1].flatMap(i => [
        floats(`${at}/Greater_${i}/y`, [], 0.05),
        node(`${at}/Greater_${i}`, 'Greater', [from[1]!, `${at}/Greater_${i}/y`]),
        floats(`${at}/nms_${i}/iou_threshold`, [], 0.5),
        integers(`${at}/nms_${i}/max_output_size`, [], 300),
        node(`${at}/nms_${i}`, 'NonMaxSuppressionV2', [
          input,
          `${at}/Greater_${i}`,
          `${at}/nms_${i}/max_output_size`,
          `${at}/nms_${i}/iou_threshold`,
        ]),
      ])
      return [
        node(`${at}/map/Shape`, 'Shape', [input]),
        ...classes,
        node(`${at}/number`, 'Shape', [`${at}/nms_0`]),
        integers(`${at}/Minimum/x`, [], 300),
        node(`${at}/Minimum`, 'Minimum', [`${at}/Minimum/x`, `${at}/number`]),
        node(`${at}/TopKV2`, 'TopKV2', [`${at}/nms_1`, `${at}/Minimum`]),
        ...['', '_1', '_2'].map(i =>
          node(`${at}/map/TensorArrayStack${i}/TensorArrayGatherV3`, 'TensorArrayGatherV3', [
            `${at}/TopKV2:1`,
            `${at}/map/Shape`,
          ]),
        ),
      ]
    }
    default:
      return [node(name, 'Placeholder')]
  }
}

/** Nodes of the model of `kerasLayers`, less what a reader passes over; means of the boxes are 0, 1/8, 2/8, 3/8. */
export function graphNodes(layers: readonly LayerJson[] = kerasLayers()): NodeJson[] {
  const nodes: NodeJson[] = []
  /** output nodes by layer; of a head one a level */
  const outputs = new Map<string, string[]>()
  const put = (layer: LayerJson, at: string, from: string[], weights = true) => {
    nodes.push(...nodesOf(layer, at, from, weights))
    return nodes.at(-1)!.name
  }
  for (const layer of layers) {
    const calls = layer.inbound_nodes as [string, number][][]
    const inputs = calls.map(call => call.map(([from, i]) => outputs.get(from)![Math.max(i - 1, 0)]!))
    const inner = layer.config.layers as LayerJson[] | undefined
    if (!inner) outputs.set(layer.name, [put(layer, layer.name, inputs[0] ?? [])])
    else
      outputs.set(
        layer.name,
        inputs.map(([level], i) => {
          const scope = i === 0 ? layer.name : `${layer.name}_${i}`
          return inner.slice(1).reduce((last, each) => put(each, `${scope}/${each.name}`, [last], i === 0), level!)
        }),
      )
  }
  return nodes
}

export const graphBytes = (nodes: readonly NodeJson[]): Uint8Array =>
  GraphDef.encode(GraphDef.fromObject({ node: nodes, versions: { producer: 27 } })).finish()

/** Writes a frozen graph. */
export const writeGraphFile = (path: string, nodes: readonly NodeJson[] = graphNodes()): void =>
  writeFileSync(path, graphBytes(nodes))

/** `graphNodes` with one of them changed; undefined takes it away. */
export const changedNodes = (name: string, change: (node: NodeJson) => Partial<NodeJson> | undefined): NodeJson[] =>
  graphNodes().flatMap(node => {
    if (node.name !== name) return [node]
    const other = change(node)
    return other ? [{ ...node, ...other }] : []
  })

/** `graphNodes` with a constant's tensor changed. */
export const changedConstant = (name: string, tensor: Partial<Tensor>) =>
  changedNodes(name, ({ attr }) => ({ attr: { value: { tensor: { ...attr.value!.tensor!, ...tensor } } } }))
