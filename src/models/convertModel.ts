import { basename } from 'node:path'
import type { AnchorLevel, RetinaNet } from '../convert/kerasModel.ts'
import { openKerasModel } from '../convert/openKerasModel.ts'
import { type Layout, writeRetinaNet } from '../convert/writeRetinaNet.ts'
import type { Manifest } from '../detector/manifest.ts'
import { checkPlace } from './checkPlace.ts'
import { chooseAnchors } from './chooseAnchors.ts'
import { chooseLabels } from './chooseLabels.ts'
import { installModel } from './installModel.ts'
import { retinaNetManifest } from './retinaNetManifest.ts'
import { withPartialFile } from './withPartialFile.ts'

type Conversion = {
  /** a `.h5` or frozen `.pb` of keras-retinanet */
  source: string
  name: string
  /** of the models */
  folder: string
  layout: Layout
  /** in place of those in the file; needed where it has none, unless they are keras-retinanet's own */
  anchors?: readonly AnchorLevel[] | undefined
  /** names by label, from 0; needed unless there are 80 */
  labels?: readonly string[] | undefined
  licence: string
  /** default: the backbone, the classes, the file */
  description?: string | undefined
  /** as published, of the source */
  accuracy?: Manifest['accuracy']
  /** whether a model of that name may be replaced */
  replace: boolean
}

export type Converted = {
  manifest: Manifest
  network: RetinaNet
  /** whence the anchors came: given, in the file, or keras-retinanet's own */
  anchors: 'GIVEN' | 'FILE' | 'DEFAULT'
  /** of the ONNX file */
  bytes: number
}

/**
 * Makes a model of fovea of a keras-retinanet file: an ONNX file and its manifest. Until both are whole nothing that
 * counts is in the folder.
 * @param onProgress tensors written, of how many
 * @throws AppError BAD_USER_INPUT (name, labels, anchors), MODEL_INVALID (the source), STORAGE_UNAVAILABLE
 */
export async function convertModel(
  { source, name, folder, layout, replace, ...given }: Conversion,
  onProgress?: (done: number, of: number) => void,
): Promise<Converted> {
  await checkPlace(folder, name, true)
  const model = await openKerasModel(source)
  try {
    // Only now: who names a wrong file is to hear that first.
    await checkPlace(folder, name, replace)
    const { network } = model
    const labels = chooseLabels(source, network.classes, given.labels)
    const { anchors, from } = chooseAnchors(source, network, given.anchors)
    return await withPartialFile(folder, name, async path => {
      const { bytes, sha256 } = await writeRetinaNet(model, path, { layout, anchors, onProgress })
      const description =
        given.description ?? `RetinaNet ${network.backbone}, ${network.classes} classes, of ${basename(source)}`
      const manifest = retinaNetManifest(network, layout, { name, licence: given.licence, description, labels })
      return {
        manifest: await installModel(folder, { ...manifest, accuracy: given.accuracy }, { path, sha256 }, { replace }),
        network,
        anchors: from,
        bytes,
      }
    })
  } finally {
    model.close()
  }
}
