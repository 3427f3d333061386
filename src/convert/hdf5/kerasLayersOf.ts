import { convolutionWords, type KerasLayer, type KerasLayers } from '../keras/kerasLayer.ts'
import { type Fields, fieldsOf, type LayerConfig, type ModelConfig, numbersOf } from './readConfig.ts'

/** '2' for [2, 2], else all numbers. */
const even = (value: unknown): string => {
  const numbers = numbersOf(value) ?? []
  const [first] = numbers
  return first !== undefined && numbers.every(number => number === first) ? String(first) : `[${numbers}]`
}

const upper = (value: unknown) => String(value).toUpperCase()

/** Words for what the network never has. */
const oddities = ({ data_format, dilation_rate, groups, dtype }: Fields) => {
  const precision = typeof dtype === 'string' ? dtype : fieldsOf(fieldsOf(dtype).config).name
  return [
    ...(data_format === 'channels_first' ? ['channels_first'] : []),
    ...(dilation_rate !== undefined && even(dilation_rate) !== '1' ? [`dilation ${even(dilation_rate)}`] : []),
    ...(groups !== undefined && groups !== 1 ? [`${groups} groups`] : []),
    ...(precision !== undefined && precision !== 'float32' ? [`${precision}`] : []),
  ]
}

function basicWords({ className, config }: LayerConfig, odd: readonly string[]): string {
  const { kernel_size, strides, padding, use_bias, activation, pool_size, axis } = config
  switch (className) {
    case 'Conv2D':
      return convolutionWords({
        side: even(kernel_size),
        stride: Number(even(strides)),
        padding: upper(padding),
        bias: use_bias === true,
        relu: activation === 'relu',
        odd: activation === 'relu' || activation === 'linear' ? odd : [...odd, `${activation}`],
      })
    case 'BatchNormalization':
      return even(axis) === '3' || even(axis) === '-1' ? className : `${className} axis ${even(axis)}`
    case 'Activation':
      return String(activation)
    case 'ZeroPadding2D':
      return `${className} ${even(padding)}`
    case 'MaxPooling2D':
      return `${className} ${even(pool_size)} stride ${even(strides)} ${upper(padding)}`
    case 'Concatenate':
      return `${className} axis ${even(axis)}`
    case 'Functional':
      return 'Model'
    default:
      return className
  }
}

const wordsOf = (layer: LayerConfig): string => {
  const odd = oddities(layer.config)
  const words = basicWords(layer, odd)
  return layer.className === 'Conv2D' || odd.length === 0 ? words : [words, ...odd].join(' + ')
}

const numberOf = (value: unknown): number | undefined => numbersOf(value)?.at(-1)

/** Names without repetition: five calls of one submodel are one layer. Calls that are out of order are told apart. */
function inputsOf({ calls, layers }: LayerConfig): readonly string[] {
  if (layers) return calls.flatMap(call => call.map(([name]) => name))
  const from = calls[0] ?? []
  const inOrder = from.every(([name, call], i) => i === 0 || name !== from[i - 1]![0] || call > from[i - 1]![1])
  const names = from.map(([name, call]) => (inOrder ? name : `${name}:${call}`))
  return [...new Set(names)]
}

function layerOf(layer: LayerConfig, rename: (name: string) => string): KerasLayer {
  const { className, config } = layer
  const epsilon = className === 'BatchNormalization' ? (numberOf(config.epsilon) ?? Number.NaN) : undefined
  const channels = className === 'Reshape' ? numberOf(config.target_shape) : numberOf(config.filters)
  return {
    what: wordsOf(layer),
    inputs: inputsOf(layer).map(rename),
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(channels === undefined ? {} : { channels }),
  }
}

/** The layers of a model and of the models in it; what goes in is `input_1`, and into a model what it is called with first. */
export function kerasLayersOf({ layers, inputs }: ModelConfig): KerasLayers {
  const found = new Map<string, KerasLayer>()
  const [input] = inputs
  const outside = (name: string) => (name === input ? 'input_1' : name)
  for (const layer of layers) {
    found.set(outside(layer.name), layerOf(layer, outside))
    const first = layer.calls[0]?.[0]?.[0] ?? ''
    const entries = new Set(layer.layers?.filter(({ className }) => className === 'InputLayer').map(({ name }) => name))
    for (const inner of layer.layers ?? [])
      if (!entries.has(inner.name))
        found.set(
          inner.name,
          layerOf(inner, name => (entries.has(name) ? outside(first) : name)),
        )
  }
  return found
}
