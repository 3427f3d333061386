import { formatBytes, formatCounted } from '../parts/formatNumber.ts'
import { sizeOf, type UploadChoice } from './planUpload.ts'

const formats = {
  COCO: 'COCO annotations',
  CSV: 'boxes in a CSV file',
  YOLO: 'YOLO labels',
  VOC: 'Pascal VOC annotations',
  ARCHIVE: 'an archive, whose format the server finds out',
}

/** What is going to be sent: `instances.json, 128 photos, 21 MB: COCO annotations with photos`. */
export function describeUpload({ format, groundTruth, photos, archives, pack }: UploadChoice): string {
  const truth = pack ? formatCounted(groundTruth.length, 'file') : groundTruth.map(({ path }) => path).join(', ')
  const packed = archives.map(({ path }) => path)
  const parts = [truth, ...(photos.length > 0 ? [formatCounted(photos.length, 'photo')] : []), ...packed]
  const size = formatBytes(sizeOf([...groundTruth, ...photos, ...archives]))
  const all = photos.length + archives.length > 0 ? ' with photos' : format === 'ARCHIVE' ? '' : ' without photos'
  return `${[...parts, size].join(', ')}: ${formats[format]}${all}`
}

/** Folders that a set of YOLO is split into. */
const split = /(?:^|\/)(train|val|valid|test)[^/]*\//i

const splitsOf = (files: UploadChoice['groundTruth']): Set<string> =>
  new Set(files.flatMap(({ path }) => split.exec(path)?.[1]?.toLowerCase() ?? []))

/** How it is sent, in a sentence. */
export function describeSending({ pack, groundTruth, photos, archives, format }: UploadChoice): string {
  if (format === 'YOLO' && splitsOf(groundTruth).size > 1)
    return (
      'They are packed into one archive in this browser. Of several splits one is read, val where there is one: ' +
      'to send less, choose a folder with that one and data.yaml alone.'
    )
  if (pack) return 'They are packed into one archive in this browser, then sent and read in one go.'
  if (photos.length + archives.length > 0)
    return 'The annotations are read first; then the photos are added to it one by one.'
  if (format === 'ARCHIVE') return 'Photos in the archive become the dataset’s photos.'
  return 'Photos can be added to it afterwards; without them, only results from elsewhere can be evaluated.'
}
