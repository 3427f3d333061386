import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CatalogueEntry } from '../../src/models/catalogue.ts'
import { detectionOutputModel } from '../detector/detectionOutputModel.ts'

export const sum = (bytes: Buffer, algorithm = 'sha256') => createHash(algorithm).update(bytes).digest('hex')

type EntryOf<Kind> = Extract<CatalogueEntry, { kind: Kind }>

/** The ONNX file that `onnxEntry` describes, of about 28 bytes a row. */
export async function onnxBody(rows = 1): Promise<Buffer> {
  using made = await detectionOutputModel(64, Array(rows).fill([0, 1, 0.5, 0, 0, 1, 1]))
  return readFileSync(made.model.file)
}

/** A model of the catalogue that is an ONNX file as it is. */
export const onnxEntry = (...sources: EntryOf<'onnx'>['sources']): EntryOf<'onnx'> => ({
  description: 'a model of the tests',
  licence: 'Apache-2.0',
  accuracy: [
    { measure: 'COCO AP', value: '0.350', note: 'as the project states' },
    { measure: 'coco_precision', value: '33.15 %' },
  ],
  kind: 'onnx',
  manifest: {
    input: {
      name: 'image',
      layout: 'NCHW',
      colour: 'BGR',
      mean: [0, 0, 0],
      scale: [1, 1, 1],
      resize: { rule: 'LONG_SIDE', long: 64, kernel: 'OPENCV_BILINEAR' },
    },
    scoreFloor: 0.01,
    maxDetections: 300,
    outputs: { detections: { name: 'DetectionOutput', base: 0 }, suppressed: true },
    labels: 'COCO_80',
  },
  sources,
})

/** A model of the catalogue that is converted. */
export const kerasEntry = (...sources: EntryOf<'keras-retinanet'>['sources']): EntryOf<'keras-retinanet'> => ({
  description: 'a model of the tests',
  licence: 'Apache-2.0',
  kind: 'keras-retinanet',
  layout: 'keras',
  labels: 'COCO_80',
  sources,
})

/** Writes a catalogue into the folder. */
export function writeCatalogue(folder: string, models: Record<string, unknown>): string {
  const path = join(folder, 'models-there-are.json')
  writeFileSync(path, JSON.stringify(models))
  return path
}
