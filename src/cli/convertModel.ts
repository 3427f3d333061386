import { basename, join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import type { Layout } from '../convert/writeRetinaNet.ts'
import { convertModel } from '../models/convertModel.ts'
import { installedFile } from '../models/installModel.ts'
import { megabytes } from '../models/megabytes.ts'
import { readAnchorConfig } from '../models/readAnchorConfig.ts'
import { readLabels } from '../models/readLabels.ts'
import { createProgress } from './createProgress.ts'
import { networkText } from './networkText.ts'
import { restartText } from './restartText.ts'
import { table } from './table.ts'
import { licenceText, unknownLicence } from './unknownLicence.ts'

export type ConvertOptions = {
  name: string
  layout: Layout
  anchors?: string
  labels?: string
  licence?: string
  description?: string
  force?: boolean
}

/**
 * `fovea models convert`: a keras-retinanet file becomes a model.
 * @throws AppError BAD_USER_INPUT, MODEL_INVALID, STORAGE_UNAVAILABLE
 */
export async function convert({ modelsDir }: Config, source: string, options: ConvertOptions): Promise<void> {
  const { name, layout, licence = unknownLicence, description, force: replace = false } = options
  const anchors = options.anchors === undefined ? undefined : await readAnchorConfig(options.anchors)
  const labels = options.labels === undefined ? undefined : await readLabels(options.labels)
  const before = await installedFile(modelsDir, name)
  const progress = createProgress('tensors')
  const converted = await convertModel(
    { source, name, folder: modelsDir, layout, anchors, labels, licence, description, replace },
    progress.show,
  ).finally(progress.clear)
  const { manifest, network, bytes } = converted
  const rows = [
    ['read', resolve(source)],
    ['', networkText(converted)],
    [
      'labels',
      options.labels === undefined ? "COCO's 80 (no --labels)" : `${network.classes} of ${basename(options.labels)}`,
    ],
    ['wrote', `${join(modelsDir, manifest.file)}, ${megabytes(bytes)} in ${progress.seconds().toFixed(1)} s`],
    ['manifest', join(modelsDir, `${name}.json`)],
    ['licence', licenceText(licence)],
    ['server', restartText(before, manifest.file)],
    ['next', `npx fovea models check ${name}`],
  ]
  console.log(table(rows))
}
