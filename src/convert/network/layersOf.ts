import type { RetinaNet } from '../kerasModel.ts'
import { featurePyramid } from './featurePyramid.ts'
import { heads } from './heads.ts'
import type { Layer } from './layers.ts'
import { resNet } from './resNet.ts'

/** The convolutional part of a RetinaNet in the order of its computation. @param input map of 3 channels, BGR less means */
export function layersOf(
  input: string,
  network: Pick<RetinaNet, 'backbone' | 'conv1' | 'anchorsPerPosition' | 'classes'>,
): Layer[] {
  const backbone = resNet(input, network)
  return [...backbone.layers, ...featurePyramid(backbone), ...heads(network.anchorsPerPosition, network.classes)]
}
