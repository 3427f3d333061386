import { posix } from 'node:path'
import type { Finding } from '../../eval/finding.ts'
import type { Category } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import { concurrently } from './concurrently.ts'
import { createAnnotationColumns } from './createAnnotationColumns.ts'
import { createInputHash } from './createInputHash.ts'
import { isNeverData, withoutExtension } from './fileKinds.ts'
import type { GroundTruthInput } from './inputs.ts'
import { isFolder } from './isFolder.ts'
import { inNameOrder, listFiles } from './listFiles.ts'
import { decodeText, readBytes } from './readTextFile.ts'
import { readVocAnnotation, type VocAnnotation } from './readVocAnnotation.ts'

const code = 'DATASET_INVALID'

type VocFile = { path: string; fileName: string; annotation: VocAnnotation }

/**
 * Reads a folder of Pascal VOC's XML files, one for an image, or the folder above one that is called Annotations.
 *
 * Image ids are 1, 2, 3 … in the order of the file names. Category ids are 1, 2, 3 … in the alphabetical order of the
 * names, or in the order of `categories`.
 *
 * Boxes: VOC counts pixels from 1 and both corners are inside, so that x is xmin - 1 and the width xmax - xmin + 1. So
 * does VOC's own evaluation, which adds 1 to each difference, and COCO's own conversion of VOC 2007, where the dog of
 * 000001.xml (48, 240, 195, 371) is [47, 239, 148, 132]. MMDetection's converter subtracts 1 from all four and leaves the
 * width a pixel smaller, torchvision hands the numbers on as they are.
 *
 * An object that is difficult is a crowd here (iscrowd 1), as in MMDetection's converter: VOC neither wants it found nor
 * holds it against a detector that finds it, and of COCO's fields iscrowd is the only one that pycocotools ignores by (an
 * `ignore` is overwritten by it). It also means that several detections may match it, where VOC excuses just as many.
 * @param options.categories the names that there may be
 * @throws InvalidInput DATASET_INVALID with file and line, DUPLICATE_ID for two files of one image
 */
export async function readVocGroundTruth(
  path: string,
  { categories: known }: { categories?: readonly string[] } = {},
): Promise<GroundTruthInput> {
  const inside = posix.join(path, 'Annotations')
  const folder = (await isFolder(inside)) ? inside : path
  const names = await xmlFiles(folder)
  const hash = createInputHash()
  const files = await concurrently(names, 16, async (name): Promise<VocFile> => {
    const file = posix.join(folder, name)
    const bytes = await readBytes(file, code)
    hash.add(name, bytes)
    const annotation = await readVocAnnotation(decodeText(bytes, file, code, declaredEncoding(bytes)), file)
    return { path: file, fileName: annotation.fileName || withoutExtension(name), annotation }
  })
  files.sort((a, b) => inNameOrder(a.fileName, b.fileName))
  checkDistinct(files)

  const objectNames = files.flatMap(({ annotation }) => annotation.objects.map(({ name }) => name))
  const categories = (known ?? [...new Set(objectNames)].sort(inNameOrder)).map((name, index) => ({
    id: index + 1,
    name,
  }))
  const annotations = toAnnotations(files, categories)
  const images = {
    ids: Float64Array.from(files, (_, index) => index + 1),
    fileNames: files.map(({ fileName }) => fileName),
    widths: Float64Array.from(files, ({ annotation }) => annotation.width),
    heights: Float64Array.from(files, ({ annotation }) => annotation.height),
    madeUpIds: true as const,
  }
  const madeUp = known === undefined ? { madeUpCategoryIds: true as const } : {}
  return {
    groundTruth: { categories, images, ...annotations, ...madeUp },
    sha256: hash.sha256(),
    notes: notesOf(files),
  }
}

async function xmlFiles(folder: string): Promise<string[]> {
  const names = (await listFiles(folder, code)).filter(name => !isNeverData(name))
  const other = names.find(name => !/\.xml$/i.test(name))
  if (other === undefined && names.length > 0) return names
  const found = other === undefined ? 'none' : `'${other}'`
  throw new InvalidInput(
    code,
    `'${folder}': expected annotations of Pascal VOC (.xml), one for an image, found ${found}.`,
  )
}

/** Of `<?xml version="1.0" encoding="GBK"?>`, GBK. */
const declaredEncoding = (bytes: Buffer) =>
  /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1]

/** @param files sorted by file name */
function checkDistinct(files: readonly VocFile[]): void {
  const second = files.findIndex(({ fileName }, index) => index > 0 && fileName === files[index - 1]!.fileName)
  if (second === -1) return
  throw new InvalidInput(
    'DUPLICATE_ID',
    `Image ${showValue(files[second]!.fileName)} has two annotation files: '${files[second - 1]!.path}' and '${files[second]!.path}'.`,
    'Give every image one file, and that the name of the image in <filename>.',
  )
}

function toAnnotations(files: readonly VocFile[], categories: readonly Category[]) {
  const ids = new Map(categories.map(({ id, name }) => [name, id]))
  const columns = createAnnotationColumns()
  for (const [index, { path, annotation }] of files.entries()) {
    for (const [place, { name, corners, difficult }] of annotation.objects.entries()) {
      const categoryId = ids.get(name)
      if (categoryId === undefined) {
        const expected = `one of the categories ${categories.map(category => category.name).join(', ')}`
        throw new InvalidInput(
          code,
          `'${path}' object ${place + 1}: expected ${expected}, received ${showValue(name)}.`,
        )
      }
      const [xmin, ymin, xmax, ymax] = corners
      const box = [xmin - 1, ymin - 1, xmax - xmin + 1, ymax - ymin + 1] as const
      columns.add(index + 1, categoryId, box, { iscrowd: difficult })
    }
  }
  return columns.finish()
}

function notesOf(files: readonly VocFile[]): Finding[] {
  const atZero = files.filter(({ annotation }) =>
    annotation.objects.some(({ corners }) => corners[0] < 1 || corners[1] < 1),
  )
  if (atZero.length === 0) return []
  const [first] = atZero
  return [
    {
      code: 'BOX_FORMAT_SUSPECT',
      severity: 'WARNING',
      message: `In ${atZero.length} of ${files.length} annotation files a box begins before pixel 1 (first: '${first!.path}'), where Pascal VOC counts from 1: they look as if counted from 0.`,
      hint: 'Boxes are read as VOC defines them, up to a pixel off if so. Add 1 to xmin and ymin, and to xmax and ymax if these pixels are inside.',
      count: atZero.length,
    },
  ]
}
