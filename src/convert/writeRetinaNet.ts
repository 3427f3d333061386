import { AppError } from '../errors.ts'
import type { AnchorLevel, KerasModel } from './kerasModel.ts'
import type { Layout } from './network/layouts.ts'
import { retinaNetGraph } from './network/retinaNetGraph.ts'
import { writeOnnx } from './onnx/writeOnnx.ts'

export type { Layout }

type WriteRetinaNetOptions = {
  layout: Layout
  /** P3 to P7, instead of those of the model's file; needed where that has none */
  anchors?: readonly AnchorLevel[] | undefined
  /** Called after each tensor that is written. @param of tensors in all */
  onProgress?: ((done: number, of: number) => void) | undefined
}

/**
 * Writes a keras-retinanet model as one ONNX file. Equal weights and facts give equal bytes, whatever file they are from.
 * @param path of a new file; what is there of it after an error is no model
 * @throws AppError MODEL_INVALID when weights are missing, not finite or of another shape, or anchors do not fit
 */
export async function writeRetinaNet(
  model: KerasModel,
  path: string,
  { layout, anchors = model.network.anchors, onProgress }: WriteRetinaNetOptions,
): Promise<{ bytes: number; sha256: string }> {
  if (!anchors)
    throw new AppError('MODEL_INVALID', `${model.file}: expected anchors but the file, a training snapshot, has none`, {
      hint: 'Give the configuration file that the model was trained with.',
    })
  const { backbone, classes } = model.network
  return writeOnnx(path, retinaNetGraph(model, anchors, layout), {
    name: 'retinanet',
    description: `RetinaNet ${backbone}, ${classes} classes, from keras-retinanet's weights`,
    onProgress,
  })
}
