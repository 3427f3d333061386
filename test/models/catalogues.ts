import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CatalogueEntry, Source } from '../../src/models/catalogue.ts'

export const sum = (bytes: Buffer, algorithm = 'sha256') => createHash(algorithm).update(bytes).digest('hex')

/** A model of the catalogue that is an ONNX file as it is; nothing here looks into it. */
export const onnxEntry = (...sources: Source[]): CatalogueEntry => ({
  description: 'a model of the tests',
  licence: 'Apache-2.0',
  accuracy: [
    { measure: 'COCO AP', value: '0.350', note: 'as the project states' },
    { measure: 'coco_precision', value: '33.15 %' },
  ],
  kind: 'onnx',
  manifest: {
    input: {
      name: 'images',
      layout: 'NCHW',
      colour: 'RGB',
      mean: [0, 0, 0],
      scale: [1, 1, 1],
      resize: { rule: 'STRETCH', width: 64, height: 64, kernel: 'OPENCV_BILINEAR' },
    },
    scoreFloor: 0.01,
    maxDetections: 300,
    outputs: {
      boxes: { name: 'boxes', format: 'XYXY', space: 'UNIT' },
      scores: { name: 'scores' },
      labels: { name: 'labels', base: 0 },
      suppressed: true,
    },
    labels: 'COCO_80',
  },
  sources,
})

/** A model of the catalogue that is converted. */
export const kerasEntry = (...sources: Source[]): CatalogueEntry => ({
  description: 'a model of the tests',
  licence: 'Apache-2.0',
  accuracy: [],
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
