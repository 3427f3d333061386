import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { Config } from '../config.ts'
import { createDetector, type Detector } from '../detector/createDetector.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import { AppError } from '../errors.ts'
import { drawBoxes } from '../image/drawBoxes.ts'
import { errorText } from './errorText.ts'
import { inOrder } from './inOrder.ts'
import { placePictures } from './placePictures.ts'
import { readImage } from './readImage.ts'
import { table } from './table.ts'

export type DetectOptions = { model?: string; minScore: number; json?: boolean; out?: string }

type Detection = {
  category: { cocoId: number | null; index: number | null; name: string }
  score: number
  /** in pixels of the upright image */
  box: { x: number; y: number; width: number; height: number }
}
/** What `--json` prints of one image; `model` is a name. */
type Found = { image: string; width: number; height: number; model: string; detections: Detection[] }
type Failed = { image: string; error: { code: string; message: string } }

const categoryByName = new Map(cocoCategories.map(category => [category.name, category]))

function categoryOf(name: string): Detection['category'] {
  const coco = categoryByName.get(name)
  return { cocoId: coco?.cocoId ?? null, index: coco?.index ?? null, name }
}

/** Detects the default model's objects in one file; an image that cannot be used is an answer too. */
async function detectFile(detector: Detector, image: string, config: Config, minScore: number) {
  const { manifest } = detector.model
  const names = labelsOf(manifest)
  try {
    const bytes = await readImage(image, config.maxImageBytes)
    const { header, detections: columns } = await detector.detect(bytes, { deadline: Date.now() + config.deadlineMs })
    const { x, y, width, height } = columns
    const detections = columns.score.flatMap((score, index): Detection[] => {
      if (score < minScore) return []
      const box = { x: x[index]!, y: y[index]!, width: width[index]!, height: height[index]! }
      return [{ category: categoryOf(names[columns.label[index]!]!), score, box }]
    })
    const found: Found = { image, width: header.width, height: header.height, model: manifest.name, detections }
    return { found, bytes }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { error }
  }
}

/** Whether the picture could be written; why not is told on stderr, as the detections are good all the same. */
async function drawPicture(bytes: Uint8Array, detections: readonly Detection[], picture: string): Promise<boolean> {
  const boxes = detections.map(({ category, score, box }) => ({ ...box, score, label: category.name }))
  const format = extname(picture).toLowerCase() === '.png' ? 'PNG' : 'JPEG'
  const drawn = await drawBoxes(bytes, boxes, { format })
  try {
    await writeFile(picture, drawn)
    return true
  } catch (error) {
    console.error(`fovea: cannot write the picture ${picture} (${error instanceof Error ? error.message : error})`)
    process.exitCode = 1
    return false
  }
}

function printTable({ image, width, height, model, detections }: Found): void {
  console.log(`${image}  ${width} × ${height}  ${detections.length} found by ${model}`)
  const rows = detections.map(({ category, score, box }) => [
    `  ${category.name}`,
    score.toFixed(3),
    ...[box.x, box.y, box.width, box.height].map(Math.round),
  ])
  if (rows.length > 0) console.log(table([['  category', 'score', 'x', 'y', 'width', 'height'], ...rows]))
}

/** A line on the terminal that counts the images, for as long as nothing else is printed. */
function showProgress(done: number, all: number): void {
  if (process.stderr.isTTY && all > 1) process.stderr.write(done < all ? `\r${done} of ${all} images` : '\r\x1b[K')
}

/**
 * `fovea detect`: boxes in image files, without a database. stdout has the result alone; the exit code is 1 when an
 * image failed or a picture could not be written.
 * @throws AppError MODEL_INVALID, MODEL_NOT_FOUND, BAD_USER_INPUT (`out`), INFERENCE_FAILED when no process starts
 */
export async function detect(config: Config, images: readonly string[], options: DetectOptions): Promise<void> {
  const { modelsDir, queueImages, queueBytes } = config
  const { model = config.model, minScore, json = false, out } = options
  const pictures = out === undefined ? undefined : await placePictures(images, out)
  const workers = Math.min(config.workers, images.length)
  const threads = Math.floor((config.workers * config.threads) / workers)
  let unread = false // `fovea detect … | head`: nobody reads on
  process.stdout.once('error', () => {
    unread = true
  })

  const detector = await createDetector({ modelsDir, model, workers, threads, queueImages, queueBytes })
  try {
    const entries: (Found | Failed)[] = []
    const detectNext = (image: string) => detectFile(detector, image, config, minScore)
    for await (const { found, bytes, error } of inOrder(images, workers * 2, detectNext)) {
      if (unread) break
      const index = entries.length
      const image = images[index]!
      if (error) {
        process.exitCode = 1
        entries.push({ image, error: { code: error.code, message: error.message } })
        if (!json) console.error(`${image}: ${error.code}: ${errorText(error)}`)
      } else {
        entries.push(found)
        if (!json) printTable(found)
        const picture = pictures?.[index]
        if (picture !== undefined && (await drawPicture(bytes, found.detections, picture)) && !json)
          console.log(`  drawn to ${picture}`)
      }
      if (json) showProgress(entries.length, images.length)
    }
    if (json && !unread) console.log(JSON.stringify(entries, null, 2))
  } finally {
    await detector.close()
  }
}
