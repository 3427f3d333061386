import { posix } from 'node:path'
import type { Detections } from '../../eval/detections.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { createImageFinder } from '../../eval/resolve/createImageFinder.ts'
import { concurrently } from './concurrently.ts'
import { createColumn } from './createColumn.ts'
import { createInputHash } from './createInputHash.ts'
import { isNeverData, withoutExtension } from './fileKinds.ts'
import type { DetectionsInput } from './inputs.ts'
import { isFolder } from './isFolder.ts'
import { lineProblem } from './lineProblem.ts'
import { listFiles } from './listFiles.ts'
import { decodeText, readBytes } from './readTextFile.ts'
import { readYoloRows, type YoloRow } from './readYoloRows.ts'

const code = 'DETECTIONS_INVALID'

type Predicted = { path: string; image: number; rows: readonly YoloRow[] }

/**
 * Reads what Ultralytics writes with `save_txt` and `save_conf`: a folder of label files, or one with such a folder called
 * labels in it, a file for an image, a line `class cx cy w h score` for a detection. The boxes are relative to the sizes
 * of the ground truth's images, which are found by the file's name without its extension. Image names are those
 * of the ground truth; category ids are the classes as written, from 0.
 *
 * An empty file says that the detector ran and found nothing, and that images without a file were not run; Ultralytics
 * writes none, and without any nothing is known of those.
 * @throws InvalidInput DETECTIONS_INVALID with file and line, IMAGE_NOT_IN_GROUND_TRUTH
 */
export async function readYoloDetections(path: string, groundTruth: GroundTruth): Promise<DetectionsInput> {
  const labels = posix.join(path, 'labels')
  const folder = (await isFolder(labels)) ? labels : path
  const names = (await listFiles(folder, code)).filter(name => !isNeverData(name))
  const other = names.find(name => !name.endsWith('.txt'))
  if (other !== undefined || names.length === 0) {
    const received = other === undefined ? 'none' : `'${other}'`
    throw new InvalidInput(code, `'${folder}': expected label files (.txt), one for an image, found ${received}.`)
  }
  const positions = placesOf(names, folder, groundTruth)
  const hash = createInputHash()
  const files = await concurrently(names, 16, async (name): Promise<Predicted> => {
    const file = posix.join(folder, name)
    const bytes = await readBytes(file, code)
    hash.add(name, bytes)
    const rows = readYoloRows(decodeText(bytes, file, code), { path: file, code, scored: true })
    return { path: file, image: positions.get(name)!, rows }
  })
  const ran = files.some(({ rows }) => rows.length === 0) && {
    evaluatedImages: files.map(({ image }) => groundTruth.images.ids[image]!),
  }
  return { detections: toDetections(files, groundTruth), sha256: hash.sha256(), notes: [], ...ran }
}

/** The position of each file's image in the ground truth. */
function placesOf(names: readonly string[], folder: string, { images }: GroundTruth): Map<string, number> {
  const find = createImageFinder(images)
  const positions = new Map<string, number>()
  const owners = new Map<number, string>()
  const strangers: string[] = []
  for (const name of names) {
    const position = closest(find(withoutExtension(name)), name, images.fileNames)
    if (position === undefined) {
      strangers.push(name)
      continue
    }
    const image = images.fileNames[position]
    const owner = owners.get(position)
    if (owner !== undefined) {
      throw new InvalidInput(
        code,
        `'${folder}': expected one label file for '${image}', found '${owner}' and '${name}'.`,
      )
    }
    owners.set(position, name)
    positions.set(name, position)
  }
  if (strangers.length === 0) return positions
  const counted = `${strangers.length} of ${names.length} label files in '${folder}'`
  const called = images.fileNames.filter(name => name !== '')
  throw new InvalidInput(
    'IMAGE_NOT_IN_GROUND_TRUTH',
    `${counted} are of no image of the ground truth (first: ${some(strangers)}).`,
    called.length === 0
      ? 'The images of the ground truth have no file names, and boxes of YOLO are relative to the sizes of their images.'
      : `A label file is called as its image; those are called ${some(called)}.`,
  )
}

const some = (names: readonly string[]) => {
  const first = names.slice(0, 2).map(name => `'${name}'`)
  return `${first.join(', ')}${names.length > first.length ? ' …' : ''}`
}

/** Of the images of one name, the one whose folders are those of the label file. */
function closest(found: readonly number[], name: string, fileNames: readonly string[]): number | undefined {
  if (found.length <= 1) return found[0]
  const wanted = `/${withoutExtension(name)}`
  const same = found.filter(position => `/${withoutExtension(fileNames[position]!)}`.endsWith(wanted))
  if (same.length === 1) return same[0]
  const [first, second] = found.map(position => `'${fileNames[position]}'`)
  throw new InvalidInput(
    code,
    `'${name}': expected the label file of one image of the ground truth, found ${first} and ${second}.`,
    'Put label files into folders as their images are.',
  )
}

function toDetections(files: readonly Predicted[], { images }: GroundTruth): Detections {
  const imageIds = createColumn()
  const categoryIds = createColumn()
  const boxes = createColumn()
  const scores = createColumn()
  for (const { path, image, rows } of files) {
    const [width, height] = [images.widths[image]!, images.heights[image]!]
    for (const { line, categoryId, box, score } of rows) {
      if (!(width > 0 && height > 0)) {
        const expected = `the width and height of '${images.fileNames[image]}' in the ground truth`
        throw lineProblem(
          { code, path, line },
          expected,
          'none',
          'Boxes of YOLO are relative to the size of their image.',
        )
      }
      const [x, y, w, h] = box
      imageIds.push(image)
      categoryIds.push(categoryId)
      boxes.push(x * width, y * height, w * width, h * height)
      scores.push(score)
    }
  }
  return {
    imageIds: imageIds.finish(),
    categoryIds: categoryIds.finish(),
    boxes: boxes.finish(),
    scores: scores.finish(),
    imageNames: images.fileNames,
  }
}
