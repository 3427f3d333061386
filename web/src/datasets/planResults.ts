import type { DroppedFile } from '../parts/droppedFiles.ts'
import { formatBytes, formatCounted } from '../parts/formatNumber.ts'
import { commonFolder, planUpload, sizeOf, stemOf } from './planUpload.ts'

/** In characters, as the server has it. */
const longestName = 200

/** Results as they are going to be sent. */
export type ResultsPlan = {
  /** one file as it is, or labels to be packed */
  readonly files: readonly DroppedFile[]
  readonly pack: boolean
  /** `results.json, 4.2 MB` */
  readonly words: string
  /** what the evaluation is called unless said otherwise: the file or the folder, without its ending */
  readonly name: string
}

/** What dropped files are as detections from elsewhere; otherwise a sentence about what is wrong with them. */
export function planResults(files: readonly DroppedFile[]): ResultsPlan | string {
  const choices = planUpload(files).choices.filter(({ format }) => format !== 'VOC')
  const [only, another] = choices
  if (!only)
    return 'Expected COCO results (.json), CSV (.csv), or YOLO labels with scores (.txt, in a folder or an archive).'
  if (another) {
    const names = choices.slice(0, 3).map(({ key }) => key)
    return `Expected one file of results, found ${choices.length}: ${names.join(', ')}. Choose one of them.`
  }
  const { groundTruth, pack } = only
  const what = pack ? formatCounted(groundTruth.length, 'label file') : groundTruth[0]!.path
  const name = pack ? (commonFolder(groundTruth.map(({ path }) => path)) ?? '') : stemOf(groundTruth[0]!.path)
  return {
    files: groundTruth,
    pack,
    name: name.slice(0, longestName),
    words: `${what}, ${formatBytes(sizeOf(groundTruth))}`,
  }
}
