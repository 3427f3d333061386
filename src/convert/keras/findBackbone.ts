import type { Fault } from '../createFault.ts'
import type { RetinaNet } from '../kerasModel.ts'
import { listed } from '../listed.ts'

/** The last block of stage 4, by which keras-resnet's networks can be told apart. */
const marks = [
  ['res4b35_relu', 'resnet152'],
  ['res4b22_relu', 'resnet101'],
  ['res4f_relu', 'resnet50'],
] as const

/** Layers of the other backbones of keras-retinanet, and of Keras' own ResNet. */
const others = [
  [/^block\d_conv\d$/, 'VGG'],
  [/^conv_(pw|dw)_\d+/, 'MobileNet'],
  [/^conv\d_block\d+_\d_(conv|concat)$|^conv\d_block\d+_concat$/, 'DenseNet or a newer ResNet'],
  [/^(stem_conv|block\d[a-z]_)/, 'EfficientNet'],
] as const

/** @throws AppError MODEL_INVALID when it is none of the ResNets of keras-resnet */
export function findBackbone(names: ReadonlySet<string>, fault: Fault): RetinaNet['backbone'] {
  const mark = marks.find(([layer]) => names.has(layer))
  if (mark) return mark[1]
  const other = others.find(([pattern]) => [...names].some(name => pattern.test(name)))
  const found = other ? `layers of ${other[1]}` : `${names.size} layers: ${listed([...names])}`
  throw fault(
    `expected a RetinaNet of keras-retinanet on ResNet-50, ResNet-101 or ResNet-152 but found ${found}`,
    'Other networks can be added once they are ONNX files: fovea models add.',
  )
}
