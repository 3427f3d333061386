import h5wasm, { type File, type Group } from 'h5wasm/node'

/** A layer of `model_config`. */
export type LayerJson = {
  name: string
  class_name: string
  config: Record<string, unknown>
  inbound_nodes: unknown
}

const layer = (class_name: string, name: string, config: Record<string, unknown>, ...from: string[]): LayerJson => ({
  name,
  class_name,
  config: { name, ...config },
  inbound_nodes: from.length > 0 ? [from.map(input => [input, 0, 0, {}])] : [],
})

const convolution = (
  name: string,
  from: string,
  { filters = 256, side = 1, stride = 1, padding = 'valid', bias = false, activation = 'linear' } = {},
) =>
  layer(
    'Conv2D',
    name,
    { filters, kernel_size: [side, side], strides: [stride, stride], padding, use_bias: bias, activation },
    from,
  )

const normed = (name: string, from: string) => layer('BatchNormalization', name, { axis: 3, epsilon: 1e-5 }, from)
const relu = (name: string, from: string) => layer('Activation', name, { activation: 'relu' }, from)

function block(id: string, from: string, first: boolean, stride: number): LayerJson[] {
  const [a, b, c, around] = ['2a', '2b', '2c', '1'].map(branch => `${id}_branch${branch}`) as [
    string,
    string,
    string,
    string,
  ]
  return [
    convolution(`res${a}`, from, { stride }),
    normed(`bn${a}`, `res${a}`),
    relu(`res${a}_relu`, `bn${a}`),
    layer(
      'ZeroPadding2D',
      `padding${b}`,
      {
        padding: [
          [1, 1],
          [1, 1],
        ],
      },
      `res${a}_relu`,
    ),
    convolution(`res${b}`, `padding${b}`, { side: 3 }),
    normed(`bn${b}`, `res${b}`),
    relu(`res${b}_relu`, `bn${b}`),
    convolution(`res${c}`, `res${b}_relu`),
    normed(`bn${c}`, `res${c}`),
    ...(first ? [convolution(`res${around}`, from, { stride }), normed(`bn${around}`, `res${around}`)] : []),
    layer('Add', `res${id}`, {}, `bn${c}`, first ? `bn${around}` : from),
    relu(`res${id}_relu`, `res${id}`),
  ]
}

const levels = ['P3', 'P4', 'P5', 'P6', 'P7']

function head(task: string, filters: number, perAnchor: number): LayerJson[] {
  const options = { side: 3, padding: 'same', bias: true }
  const steps = [0, 1, 2, 3].map(i =>
    convolution(`pyramid_${task}_${i}`, i === 0 ? `input_${task}` : `pyramid_${task}_${i - 1}`, {
      ...options,
      activation: 'relu',
    }),
  )
  const inner = [
    layer('InputLayer', `input_${task}`, {}),
    ...steps,
    convolution(`pyramid_${task}`, `pyramid_${task}_3`, { ...options, filters }),
    layer('Reshape', `pyramid_${task}_reshape`, { target_shape: [-1, perAnchor] }, `pyramid_${task}`),
    ...(task === 'classification'
      ? [layer('Activation', `pyramid_${task}_sigmoid`, { activation: 'sigmoid' }, `pyramid_${task}_reshape`)]
      : []),
  ]
  const name = `${task}_submodel`
  return [
    { ...layer('Model', name, { layers: inner }), inbound_nodes: levels.map(level => [[level, 0, 0, {}]]) },
    { ...layer('Concatenate', task, { axis: 1 }), inbound_nodes: [levels.map((_, i) => [name, i + 1, 0, {}])] },
  ]
}

const blocks = { resnet50: [3, 4, 6, 3], resnet101: [3, 4, 23, 3], resnet152: [3, 8, 36, 3] }

/** Layers of an inference model: 2 classes, 3 anchors a position, conv1 padded; as Keras 2.2 writes them. */
export function kerasLayers(backbone: keyof typeof blocks = 'resnet50'): LayerJson[] {
  const layers = [
    layer('InputLayer', 'input_1', {}),
    layer(
      'ZeroPadding2D',
      'padding_conv1',
      {
        padding: [
          [3, 3],
          [3, 3],
        ],
      },
      'input_1',
    ),
    convolution('conv1', 'padding_conv1', { side: 7, stride: 2 }),
    normed('bn_conv1', 'conv1'),
    relu('conv1_relu', 'bn_conv1'),
    layer('MaxPooling2D', 'pool1', { pool_size: [3, 3], strides: [2, 2], padding: 'same' }, 'conv1_relu'),
  ]
  let last = 'pool1'
  const stages: string[] = []
  for (const [i, count] of blocks[backbone].entries()) {
    for (let at = 0; at < count; at++) {
      const isNumbered = backbone !== 'resnet50' && (i === 1 || i === 2) && at > 0
      const id = `${i + 2}${isNumbered ? `b${at}` : 'abcdef'[at]}`
      layers.push(...block(id, last, at === 0, at === 0 && i > 0 ? 2 : 1))
      last = `res${id}_relu`
    }
    stages.push(last)
  }
  const [, c3 = '', c4 = ''] = stages
  const same = { side: 3, padding: 'same', bias: true }
  layers.push(
    convolution('C5_reduced', 'res5c_relu', { padding: 'same', bias: true }),
    layer('UpsampleLike', 'P5_upsampled', {}, 'C5_reduced', c4),
    convolution('P5', 'C5_reduced', same),
    convolution('C4_reduced', c4, { padding: 'same', bias: true }),
    layer('Add', 'P4_merged', {}, 'P5_upsampled', 'C4_reduced'),
    layer('UpsampleLike', 'P4_upsampled', {}, 'P4_merged', c3),
    convolution('P4', 'P4_merged', same),
    convolution('C3_reduced', c3, { padding: 'same', bias: true }),
    layer('Add', 'P3_merged', {}, 'P4_upsampled', 'C3_reduced'),
    convolution('P3', 'P3_merged', same),
    convolution('P6', 'res5c_relu', { ...same, stride: 2 }),
    relu('C6_relu', 'P6'),
    convolution('P7', 'C6_relu', { ...same, stride: 2 }),
    ...levels.map((level, i) =>
      layer(
        'Anchors',
        `anchors_${i}`,
        { size: 32 * 2 ** i, stride: 8 * 2 ** i, ratios: [0.5, 1, 2], scales: [1] },
        level,
      ),
    ),
    ...head('regression', 12, 4),
    ...head('classification', 6, 2),
    layer('Concatenate', 'anchors', { axis: 1 }, ...levels.map((_, i) => `anchors_${i}`)),
    layer('RegressBoxes', 'boxes', { mean: [0, 0, 0, 0], std: [0.2, 0.2, 0.2, 0.2] }, 'anchors', 'regression'),
    layer('ClipBoxes', 'clipped_boxes', {}, 'input_1', 'boxes'),
    layer('FilterDetections', 'filtered_detections', {}, 'clipped_boxes', 'classification'),
  )
  return layers
}

/** `kerasLayers` with those of a name changed, wherever they are; undefined takes one away. */
export function changedLayers(name: string, change: (layer: LayerJson) => Partial<LayerJson> | undefined): LayerJson[] {
  const each = (layer: LayerJson): LayerJson[] => {
    const inner = layer.config.layers as LayerJson[] | undefined
    const whole = inner ? { ...layer, config: { ...layer.config, layers: inner.flatMap(each) } } : layer
    if (layer.name !== name) return [whole]
    const other = change(whole)
    return other ? [{ ...whole, ...other }] : []
  }
  return kerasLayers().flatMap(each)
}

const weightsOf = ({ name, class_name, config }: LayerJson): string[] => {
  if (class_name === 'BatchNormalization')
    return ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(weight => `${name}/${weight}:0`)
  if (class_name === 'Conv2D') return [`${name}/kernel:0`, ...(config.use_bias ? [`${name}/bias:0`] : [])]
  return Array.isArray(config.layers) ? (config.layers as LayerJson[]).flatMap(weightsOf) : []
}

type Data = Omit<Parameters<Group['create_dataset']>[0], 'name'>

export type KerasFileOptions = {
  layers?: readonly LayerJson[]
  /** instead of the JSON of the layers */
  config?: string
  /** instead of two numbers, by name */
  weights?: Readonly<Record<string, Data>>
  /** changes the file before it is closed */
  change?: (file: File) => void
}

/** Writes a model of Keras 2.2 as HDF5. Its tensors have two numbers each, whatever the layers ask for, unless told. */
export async function writeKerasFile(path: string, options: KerasFileOptions = {}): Promise<void> {
  const { layers = kerasLayers(), weights = {}, change } = options
  await h5wasm.ready
  const file = new h5wasm.File(path, 'w')
  const config = { name: 'retinanet', layers, input_layers: [['input_1', 0, 0]] }
  file.create_attribute('model_config', options.config ?? JSON.stringify({ class_name: 'Model', config }))
  const root = file.create_group('model_weights')
  root.create_attribute(
    'layer_names',
    layers.map(({ name }) => name),
  )
  for (const each of layers) {
    const group = root.create_group(each.name)
    const names = weightsOf(each)
    if (names.length > 0) group.create_attribute('weight_names', names)
    for (const scope of new Set(names.map(name => name.split('/')[0]!))) group.create_group(scope)
    for (const name of names) group.create_dataset({ name, ...(weights[name] ?? { data: Float32Array.of(1, 2) }) })
  }
  change?.(file)
  file.close()
}
