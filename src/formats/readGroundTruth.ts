import { detectFormat, type Format } from './detectFormat.ts'
import type { GroundTruthInput } from './inputs.ts'
import { readWhole } from './readWhole.ts'

const code = 'DATASET_INVALID'

/** How each format is read; its reader is loaded when it is needed. */
const readers: Record<Format, (path: string) => Promise<GroundTruthInput>> = {
  async COCO(path) {
    const { readCocoGroundTruth } = await import('./readCocoGroundTruth.ts')
    const { result, sha256 } = await readWhole(path, code, readCocoGroundTruth)
    return { groundTruth: result, sha256, notes: [] }
  },
  YOLO: async path => (await import('./readYoloGroundTruth.ts')).readYoloGroundTruth(path),
  VOC: async path => (await import('./readVocGroundTruth.ts')).readVocGroundTruth(path),
  async CSV(path) {
    const { readCsvGroundTruth } = await import('./readCsvGroundTruth.ts')
    const { result, sha256 } = await readWhole(path, code, chunks => readCsvGroundTruth(chunks, path))
    return { ...result, sha256 }
  },
}

/**
 * Reads a ground truth from disk: COCO JSON or CSV, packed by gzip or not, a folder of YOLO (or its data.yaml), a folder of
 * Pascal VOC.
 * @param options.format unless told, detectFormat finds out
 * @throws InvalidInput DATASET_INVALID, DUPLICATE_ID: file and place, what was expected, what was received
 */
export async function readGroundTruth(
  path: string,
  options: { format?: Format } = {},
): Promise<GroundTruthInput & { readonly format: Format }> {
  const format = options.format ?? (await detectFormat(path, ['COCO', 'YOLO', 'VOC', 'CSV'], code))
  return { format, ...(await readers[format](path)) }
}
