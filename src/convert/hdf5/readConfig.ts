import type { Fault } from '../createFault.ts'

export type Fields = Readonly<Record<string, unknown>>

/** A layer of `model_config`, whatever version of Keras wrote it. */
export type LayerConfig = {
  name: string
  /** without the package of registered classes: `Anchors` for `keras_retinanet>Anchors` */
  className: string
  config: Fields
  /** each time that it is called: name of a layer, and which of that layer's calls */
  calls: readonly (readonly (readonly [name: string, call: number])[])[]
  /** of a model within the model */
  layers: readonly LayerConfig[] | undefined
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Numbers as Keras writes them: one, a list, nested lists, or an array in a wrapper with `value`, `values` or `data`. */
export function numbersOf(value: unknown, depth = 0): readonly number[] | undefined {
  if (typeof value === 'number') return [value]
  if (depth > 4) return undefined
  if (Array.isArray(value)) {
    const parts = value.map(each => numbersOf(each, depth + 1))
    return parts.every(part => part !== undefined) ? parts.flat() : undefined
  }
  const { config, value: wrapped, values, data } = fieldsOf(value)
  const inner = wrapped ?? values ?? data ?? config
  return inner === undefined ? undefined : numbersOf(inner, depth + 1)
}

const isModel = (className: string) => className === 'Model' || className === 'Functional'

function layerOf(value: unknown, depth: number): LayerConfig {
  const { class_name, config, name, inbound_nodes } = fieldsOf(value)
  const fields = fieldsOf(config)
  const className = text(class_name).replace(/^.*>/, '')
  return {
    name: text(name ?? fields.name),
    className,
    config: fields,
    calls: list(inbound_nodes).map(call =>
      list(call).map(from => {
        const [layer, at] = list(from)
        return [text(layer), typeof at === 'number' ? at : 0] as const
      }),
    ),
    layers: isModel(className) && depth === 0 ? list(fields.layers).map(each => layerOf(each, depth + 1)) : undefined,
  }
}

/**
 * Parses the attribute `model_config`.
 * @throws AppError MODEL_INVALID when it is not the configuration of a functional model
 */
export function readConfig(json: string, fault: Fault) {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch (error) {
    throw fault(`expected JSON as model_config (${(error as Error).message})`)
  }
  const { class_name, config } = fieldsOf(parsed)
  if (!isModel(text(class_name)))
    throw fault(`expected a functional model of Keras but found the class ${JSON.stringify(class_name)}`)
  const { layers, input_layers } = fieldsOf(config)
  if (!Array.isArray(layers)) throw fault('expected a list of layers in model_config but found none')
  return {
    layers: layers.map(layer => layerOf(layer, 0)),
    /** names of the layers that take what goes in */
    inputs: list(input_layers).map(input => text(list(input)[0] ?? input)),
  }
}

export type ModelConfig = ReturnType<typeof readConfig>
