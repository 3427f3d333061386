import type { GroundTruth } from '../../eval/groundTruth.ts'
import { detectFormat, type Format } from './detectFormat.ts'
import type { DetectionsInput } from './inputs.ts'
import { readWhole } from './readWhole.ts'

const code = 'DETECTIONS_INVALID'

export type DetectionsFormat = Exclude<Format, 'VOC'>

/** How each format is read; its reader is loaded when it is needed. */
const readers: Record<DetectionsFormat, (path: string, groundTruth: GroundTruth) => Promise<DetectionsInput>> = {
  async COCO(path) {
    const { readCocoResults } = await import('./readCocoResults.ts')
    const { result, sha256 } = await readWhole(path, code, (chunks, bytes) => readCocoResults(chunks, { bytes }))
    return { detections: result, sha256, notes: [] }
  },
  YOLO: async (path, groundTruth) => (await import('./readYoloDetections.ts')).readYoloDetections(path, groundTruth),
  async CSV(path, groundTruth) {
    const { readCsvDetections } = await import('./readCsvDetections.ts')
    const { result, sha256 } = await readWhole(path, code, chunks => readCsvDetections(chunks, path, groundTruth))
    return { detections: result, sha256, notes: [] }
  },
}

/**
 * Reads detections from disk: COCO results or CSV, packed by gzip or not, a folder of YOLO.
 * @param groundTruth whose images YOLO's boxes are relative to, and whose names those of CSV are
 * @param options.format unless told, detectFormat finds out
 * @throws InvalidInput DETECTIONS_INVALID, IMAGE_NOT_IN_GROUND_TRUTH: file and place, what was expected, what was received
 */
export async function readDetections(
  path: string,
  groundTruth: GroundTruth,
  options: { format?: DetectionsFormat } = {},
): Promise<DetectionsInput & { readonly format: DetectionsFormat }> {
  const format = options.format ?? (await detectFormat(path, ['COCO', 'YOLO', 'CSV'], code))
  return { format, ...(await readers[format](path, groundTruth)) }
}
