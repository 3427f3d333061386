import type { Fault } from '../createFault.ts'
import type { Tensor } from '../kerasModel.ts'
import { listed } from '../listed.ts'
import type { Hdf5 } from './openHdf5.ts'
import type { ModelConfig } from './readConfig.ts'

const root = '/model_weights'

/** Layers whose weights are weights of the network; Keras 2.15 saves the tables of `Anchors` too. */
const weighted: ReadonlySet<string> = new Set(['Conv2D', 'BatchNormalization', 'Model', 'Functional'])

/**
 * Finds the tensors of the model; the state of an optimizer is elsewhere in the file.
 * @throws AppError MODEL_INVALID when one that is listed is missing, or is not float32
 */
export function readWeights(file: Hdf5, { layers }: ModelConfig, fault: Fault): Map<string, Tensor> {
  const group = file.group(root)
  const names = group && file.texts(group, 'layer_names')
  if (!names)
    throw fault(
      `expected a group model_weights with layer_names but found ${group ? 'no layer_names' : 'no such group'}`,
    )

  const kinds = new Map(layers.map(({ name, className }) => [name, className]))
  const tensors = new Map<string, Tensor>()
  for (const layer of names) {
    const kind = kinds.get(layer)
    if (kind === undefined) throw fault(`expected weights of the model's layers but found some of ${listed([layer])}`)
    if (!weighted.has(kind)) continue
    const place = `${root}/${layer}`
    const at = file.group(place)
    const weights = at && file.texts(at, 'weight_names')
    if (!weights)
      throw fault(
        `expected the weights of the layer ${listed([layer])} but found ${at ? 'no weight_names' : 'no group'}`,
      )
    for (const weight of weights) {
      const own = weight.replace(/:\d+$/, '')
      // a layer that Keras built twice in one session saves `conv1_1/kernel:0`
      const name = kind === 'Conv2D' || kind === 'BatchNormalization' ? `${layer}/${own.replace(/^.*\//, '')}` : own
      if (tensors.has(name)) throw fault(`expected the weights ${listed([name])} once but found them twice`)
      tensors.set(name, { name, ...file.floats(`${place}/${weight}`) })
    }
  }
  return tensors
}
