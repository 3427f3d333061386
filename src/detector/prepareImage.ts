import { ownMemory, type TensorMemory } from '../image/createTensorMemory.ts'
import { padPixels } from '../image/padPixels.ts'
import type { Pixels } from '../image/pixels.ts'
import { resizeOpenCv } from '../image/resizeOpenCv.ts'
import { resizePillow } from '../image/resizePillow.ts'
import { resizeToTensor } from '../image/resizeToTensor.ts'
import { type ImageTensor, toTensor } from '../image/toTensor.ts'
import type { Manifest } from './manifest.ts'
import { type Placement, placeImage, retinaNetScale } from './placeImage.ts'

const resizers = { OPENCV_BILINEAR: resizeOpenCv, PILLOW_BILINEAR: resizePillow }

/** An upright image as the input that a manifest asks for, and how it lies there. */
export function prepareImage(
  pixels: Pixels,
  input: Manifest['input'],
  memory: TensorMemory = ownMemory,
): { tensor: ImageTensor; placement: Placement } {
  const { resize } = input
  const placement = placeImage(resize, pixels.width, pixels.height)
  const { resized, tensor } = placement
  if (resize.rule === 'KERAS_RETINANET') {
    const by = retinaNetScale(resize, pixels.width, pixels.height)
    return { tensor: resizeToTensor(pixels, { ...resized, by }, input, memory), placement }
  }
  const scaled = resizers[resize.kernel](pixels, resized.width, resized.height)
  return { tensor: toTensor(padPixels(scaled, tensor.width, tensor.height), input, memory), placement }
}
