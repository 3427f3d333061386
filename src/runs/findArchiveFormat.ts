import { open } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { concurrently } from '../formats/concurrently.ts'
import type { Format } from '../formats/detectFormat.ts'
import { isImage, isNeverData, withoutExtension } from '../formats/fileKinds.ts'
import { lookIntoFolder } from '../formats/lookIntoFolder.ts'

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
      another === undefined ? undefined : 'Say which one it is by `format`.',
    )
  if (chosen === 'YOLO' || chosen === 'VOC') return { format: chosen }
  const [file, second] = files[chosen]
  if (file !== undefined && second === undefined) return { format: chosen, file }
  const listed = files[chosen].slice(0, 5).map(name => `'${name}'`)
  throw new InvalidInput(
    code,
    `'${folder}': expected one file of ${chosen} in it, found ${listed.length === 0 ? 'none' : listed.join(', ')}` +
      `${files[chosen].length > 5 ? ` and ${files[chosen].length - 5} more` : ''}.`,
    'Send the one that is meant by itself, then its photos by `addDatasetImages`.',
  )
}

/** JSON files that look like annotations of COCO; where none does, all. */
async function annotationFiles(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const all = names.filter(name => /\.json(?:\.gz)?$/i.test(name) && !isNeverData(name))
  const are = await concurrently(all, atOnce, async name => /\.gz$/i.test(name) || looksLikeCoco(join(folder, name)))
  const likely = all.filter((_, index) => are[index])
  return likely.length > 0 ? likely : all
}

async function looksLikeCoco(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return /"(?:info|licenses|images|annotations|categories)"\s*:/.test(buffer.toString('latin1', 0, bytesRead))
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
