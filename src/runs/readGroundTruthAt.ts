import { join } from 'node:path'
import type { Format } from '../formats/detectFormat.ts'
import { listFiles } from '../formats/listFiles.ts'
import { readGroundTruth } from '../formats/readGroundTruth.ts'
import { findArchiveFormat } from './findArchiveFormat.ts'
import type { ReadGroundTruth } from './readTextGroundTruth.ts'

/**
 * Reads a ground truth of this machine: a file, or a folder of YOLO, of Pascal VOC, or with one file of COCO or CSV in it.
 * @param format without one, found out
 * @throws InvalidInput DATASET_INVALID, DUPLICATE_ID
 */
export async function readGroundTruthAt(
  path: string,
  { isFolder, format }: { isFolder: boolean; format: Format | null },
): Promise<ReadGroundTruth> {
  if (!isFolder) return readGroundTruth(path, format === null ? {} : { format })
  const names = await listFiles(path, 'DATASET_INVALID')
  const found = await findArchiveFormat({ folder: path, root: path, names, format })
  return readGroundTruth('file' in found ? join(path, found.file) : path, { format: found.format })
}
