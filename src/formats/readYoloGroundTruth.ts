import { posix } from 'node:path'
import type { Category, GroundTruth } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { concurrently } from './concurrently.ts'
import { createAnnotationColumns } from './createAnnotationColumns.ts'
import { createInputHash } from './createInputHash.ts'
import { withoutExtension } from './fileKinds.ts'
import type { GroundTruthInput } from './inputs.ts'
import { lineProblem } from './lineProblem.ts'
import { inNameOrder } from './listFiles.ts'
import { readImageSize } from './readImageSize.ts'
import { decodeText, readBytes } from './readTextFile.ts'
import { readYoloImages, type YoloImage } from './readYoloImages.ts'
import type { YoloNames } from './readYoloNames.ts'
import { readYoloPlaces } from './readYoloPlaces.ts'
import { readYoloRows, type YoloRow } from './readYoloRows.ts'
import { swapFolder } from './swapFolder.ts'

const code = 'DATASET_INVALID'

type Options = {
  /** a folder that nothing outside of is read, whatever a data.yaml or a list says: for files of strangers */
  within?: string
  /** pixels of the upright picture of a path; without it, read from the file */
  sizeOf?: (path: string) => Promise<{ width: number; height: number }>
}

/** A picture with what its label file says. */
type Labelled = { name: string; width: number; height: number; label: string; rows: readonly YoloRow[] }

/**
 * Reads a data set of Ultralytics or Darknet: the images of readYoloPlaces, each with its label file; one without has no
 * objects on it.
 *
 * Image ids are 1, 2, 3 … in the order of the file names, which are relative to the innermost folder that holds all images.
 * Category ids are the classes as written, from 0; a category without a name is called by its id. Boxes are in pixels of
 * the upright picture. YOLO knows no crowds and no areas: a polygon's is that of its box too.
 * The hash is of files as the images are named, whichever folder of the data set is given.
 * @param path of the folder, or of a data.yaml
 * @throws InvalidInput DATASET_INVALID with file and line
 */
export async function readYoloGroundTruth(
  path: string,
  { within, sizeOf = picture => readImageSize(picture, code) }: Options = {},
): Promise<GroundTruthInput> {
  const { places, names } = await readYoloPlaces(path, within)
  const found = (await Promise.all(places.map(place => readYoloImages(place, within)))).flat()
  const images = [...new Map(found.map(image => [posix.resolve(image.path), image])).values()]
  checkPaired(images, path)

  const hash = createInputHash()
  if (names) hash.add(posix.basename(names.path), names.bytes)
  const above = folderOfAll(images)
  const labelled = await concurrently(images, 16, async (image): Promise<Labelled> => {
    const size = await sizeOf(image.path)
    const picture = { name: posix.relative(above, posix.resolve(image.path)), ...size }
    hash.add(`images/${picture.name}`, `${size.width} × ${size.height}`)
    if (image.label === undefined) return { ...picture, label: '', rows: [] }
    const bytes = await readBytes(image.label, code)
    hash.add(`labels/${withoutExtension(picture.name)}.txt`, bytes)
    const text = decodeText(bytes, image.label, code)
    return { ...picture, label: image.label, rows: readYoloRows(text, { path: image.label, code, scored: false }) }
  })
  labelled.sort((a, b) => inNameOrder(a.name, b.name))
  return { groundTruth: toGroundTruth(labelled, names), sha256: hash.sha256(), notes: [] }
}

function checkPaired(images: readonly YoloImage[], path: string): void {
  const [first] = images
  if (first === undefined) {
    const hint = 'The boxes of YOLO are relative to the sizes of the images, so these are needed.'
    throw new InvalidInput(code, `'${path}': expected images (.jpg, .png, .webp), found none.`, hint)
  }
  if (images.some(({ label }) => label !== undefined)) return
  const label = `${withoutExtension(swapFolder(first.path, 'images', 'labels'))}.txt`
  throw new InvalidInput(
    code,
    `'${path}': expected label files (.txt), found none for any of ${images.length} images.`,
    `That of '${first.path}' would be '${label}'.`,
  )
}

/** The innermost folder that all images are in. */
function folderOfAll(images: readonly YoloImage[]): string {
  let common = posix.dirname(posix.resolve(images[0]!.path))
  const holds = ({ path }: YoloImage) => posix.resolve(path).startsWith(common === '/' ? '/' : `${common}/`)
  while (!images.every(holds)) common = posix.dirname(common)
  return common
}

function toGroundTruth(images: readonly Labelled[], names: YoloNames | undefined): GroundTruth {
  const categories = names?.categories ?? used(images)
  const known = new Set(categories.map(({ id }) => id))
  const columns = createAnnotationColumns()
  for (const [index, { width, height, label, rows }] of images.entries()) {
    for (const { line, categoryId, box } of rows) {
      if (!known.has(categoryId)) {
        const expected = `one of the ${categories.length} classes of '${names?.path}'`
        throw lineProblem({ code, path: label, line }, expected, `class ${categoryId}`)
      }
      const [x, y, w, h] = box
      columns.add(index + 1, categoryId, [x * width, y * height, w * width, h * height])
    }
  }
  const imageColumns = {
    ids: Float64Array.from(images, (_, index) => index + 1),
    fileNames: images.map(({ name }) => name),
    widths: Float64Array.from(images, ({ width }) => width),
    heights: Float64Array.from(images, ({ height }) => height),
    madeUpIds: true as const,
  }
  return { categories, images: imageColumns, ...columns.finish() }
}

/** The classes that the labels have, called by their ids. */
function used(images: readonly Labelled[]): Category[] {
  const ids = new Set(images.flatMap(({ rows }) => rows.map(({ categoryId }) => categoryId)))
  return [...ids].sort((a, b) => a - b).map(id => ({ id, name: String(id) }))
}
