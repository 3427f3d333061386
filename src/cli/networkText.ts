import type { Converted } from '../models/convertModel.ts'

const whence = {
  GIVEN: 'of --anchors',
  FILE: 'of the file',
  DEFAULT: "keras-retinanet's own, as the file does not say",
} satisfies Record<Converted['anchors'], string>

const conv1 = { PADDED: 'padded by three', SAME: 'SAME' }

/** What network was found in a file of keras-retinanet, and whence its anchors came. */
export function networkText({ network, anchors }: Converted): string {
  const instead = anchors === 'GIVEN' && network.anchors ? ', in place of those in the file' : ''
  const each = `${network.anchorsPerPosition} anchors at a position (${whence[anchors]}${instead})`
  return `${network.backbone}, ${network.classes} classes, conv1 ${conv1[network.conv1]}, ${each}`
}
