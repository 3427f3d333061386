import { open } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { concurrently } from '../formats/concurrently.ts'
import type { Format } from '../formats/detectFormat.ts'
import { isImage, isNeverData, withoutExtension } from '../formats/fileKinds.ts'
import { lookIntoFolder } from '../formats/lookIntoFolder.ts'
import { unreadable } from '../formats/readTextFile.ts'

const code = 'DATASET_INVALID'
/** Files that are open at a time; labels of some tools are a JSON file of each picture. */
const atOnce = 16

/** `file` is that of COCO or CSV, relative to the folder. */
type ArchiveFormat = { format: 'COCO' | 'CSV'; file: string } | { format: 'YOLO' | 'VOC' }

type Content = {
  folder: string
  /** the innermost folder that everything is in */
  root: string
  /** of its files, relative to `folder` */
  names: readonly string[]
  /** without one, found out */
  format: Format | null
}

/**
 * Which format the unpacked files of an archive have.
 * @throws InvalidInput DATASET_INVALID where they have none, or signs of several, or several files of COCO or CSV
 */
export async function findArchiveFormat({ folder, root, names, format }: Content): Promise<ArchiveFormat> {
  const files = {
    COCO: await annotationFiles(folder, names),
    CSV: names.filter(name => /\.[ct]sv(?:\.gz)?$/i.test(name)),
  }
  const { formats, seen } = await lookIntoFolder(root, code)
  const found: Format[] = (['COCO', 'CSV'] as const).filter(name => files[name].length > 0)
  // Beside a file of all objects a text may be anything, unless it is called like a picture.
  for (const each of formats) if (each !== 'YOLO' || found.length === 0 || hasLabels(names)) found.push(each)
  const [chosen, another] = format === null ? found : [format]
  if (chosen === undefined || another !== undefined)
    throw new InvalidInput(
      code,
      another === undefined
        ? `'${folder}': expected ground truth in COCO, CSV, YOLO or Pascal VOC in it; found ${seen}.`
        : `'${folder}': expected one format in it, found signs of ${found.join(' and ')}: ${seen}.`,
      another === undefined ? undefined : 'Say which one it is by format (--format).',
    )
  if (chosen === 'YOLO' || chosen === 'VOC') return { format: chosen }
  const [file, second] = files[chosen]
  if (file !== undefined && second === undefined) return { format: chosen, file }
  const listed = files[chosen].slice(0, 5).map(name => `'${name}'`)
  throw new InvalidInput(
    code,
    `'${folder}': expected one file of ${chosen} in it, found ${listed.length === 0 ? 'none' : listed.join(', ')}` +
      `${files[chosen].length > 5 ? ` and ${files[chosen].length - 5} more` : ''}.`,
    'Give the one that is meant by itself, and its photos by addDatasetImages (--images).',
  )
}

/** Keys that only annotations of COCO have, and keys that other files about images have too. */
const certain = /"(?:annotations|categories|supercategory)"\s*:/
const possible = /"(?:info|licenses|images)"\s*:/

/** As COCO and Roboflow call the file of boxes, beside those of captions and keypoints. */
const isOfBoxes = (name: string) => /^(?:instances|_annotations\.coco)/i.test(posix.basename(name))

/** JSON files that look most like annotations of COCO; where none does, all. */
async function annotationFiles(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const all = names.filter(name => /\.json(?:\.gz)?$/i.test(name) && !isNeverData(name))
  const isPacked = (name: string) => /\.gz$/i.test(name)
  const ends = await concurrently(all, atOnce, async name => (isPacked(name) ? '' : readEnds(join(folder, name))))
  const where = (is: (text: string) => boolean) => all.filter((name, index) => isPacked(name) || is(ends[index]!))
  const annotations = where(text => certain.test(text))
  const likely = [annotations.filter(isOfBoxes), annotations, where(text => possible.test(text))]
  return likely.find(files => files.length > 0) ?? all
}

const endBytes = 4096

/** The beginning and the end of a file: in what lies between, keys look like those of any other. */
async function readEnds(path: string): Promise<string> {
  const file = await open(path).catch(error => {
    throw unreadable(path, 'file', code, error)
  })
  try {
    const { size } = await file.stat()
    const read = async (position: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(endBytes), 0, endBytes, position)
      return buffer.toString('latin1', 0, bytesRead)
    }
    return (await read(0)) + (size > endBytes ? await read(Math.max(endBytes, size - endBytes)) : '')
  } finally {
    await file.close()
  }
}

/** Whether a text is called like a picture: YOLO's label file. */
function hasLabels(names: readonly string[]): boolean {
  const stemOf = (name: string) => posix.basename(withoutExtension(name))
  const pictures = new Set(names.filter(isImage).map(stemOf))
  return names.some(name => name.endsWith('.txt') && pictures.has(stemOf(name)))
}
