import type { Fault } from '../createFault.ts'
import { networkOf } from '../keras/networkOf.ts'
import type { KerasModel } from '../kerasModel.ts'
import { listed } from '../listed.ts'
import { detectionFactsOf } from './detectionFactsOf.ts'
import { kerasLayersOf } from './kerasLayersOf.ts'
import { type Hdf5, openHdf5 } from './openHdf5.ts'
import { readConfig } from './readConfig.ts'
import { readWeights } from './readWeights.ts'

function configOf(file: Hdf5, fault: Fault): string {
  const top = file.group('/')
  const json = top && file.texts(top, 'model_config')?.[0]
  if (json !== undefined) return json
  if (top && file.texts(top, 'layer_names'))
    throw fault(
      'expected a model but found weights alone',
      'Load them into the model they belong to, and save it whole: model.save(path).',
    )
  throw fault(
    `expected a model that Keras saved, with model_config, but found an HDF5 file with ${listed(top?.keys() ?? [])}`,
  )
}

/**
 * Opens a model that keras-retinanet saved as HDF5, by Keras 2: an inference model, or a training snapshot with or
 * without the state of its optimizer. A layer of keras-retinanet itself has a name there and not what it computes: boxes
 * are clipped to width - 1 and height - 1, even if the file is of so old a version that it clipped to width and height.
 * @throws AppError MODEL_INVALID
 */
export async function openHdf5Model(path: string, fault: Fault): Promise<KerasModel> {
  const file = await openHdf5(path, fault)
  try {
    const config = readConfig(configOf(file, fault), fault)
    const network = networkOf(kerasLayersOf(config), detectionFactsOf(config, fault), fault)
    return { file: path, network, tensors: readWeights(file, config, fault), close: file.close }
  } catch (error) {
    file.close()
    throw error
  }
}
