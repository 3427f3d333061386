import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Config } from '../config.ts'
import { cocoCategories } from '../detector/cocoCategories.ts'
import { createDetector, type Detector } from '../detector/createDetector.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import { AppError } from '../errors.ts'
import { drawBoxes } from '../image/drawBoxes.ts'
import { table } from './table.ts'

export type DetectOptions = { model?: string; minScore: number; json?: boolean; out?: string }

type Box = { x: number; y: number; width: number; height: number }
type Found = { category: { cocoId: number | null; index: number | null; name: string }; score: number; box: Box }
type Outcome =
  | { image: string; width: number; height: number; model: string; detections: Found[]; bytes: Uint8Array }
  | { image: string; error: { code: string; message: string } }

const categoryByName = new Map(cocoCategories.map(category => [category.name, category]))

function categoryOf(name: string): Found['category'] {
  const coco = categoryByName.get(name)
  return { cocoId: coco?.cocoId ?? null, index: coco?.index ?? null, name }
}

function fileProblem(image: string, { code, message }: NodeJS.ErrnoException) {
  const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message
  return { image, error: { code: 'FILE_MISSING', message: `Expected an image at ${image} but ${reason}.` } }
}

async function detectFile(
  detector: Detector,
  image: string,
  config: Config,
  { model, minScore }: DetectOptions,
): Promise<Outcome> {
  const { manifest } = model === undefined ? detector.model : detector.find(model)
  const names = labelsOf(manifest)
  let bytes: Uint8Array
  try {
    bytes = await readFile(image)
  } catch (error) {
    return fileProblem(image, error as NodeJS.ErrnoException)
  }
  try {
    const { header, detections: columns } = await detector.detect(bytes, {
      model: manifest.name,
      deadline: Date.now() + config.deadlineMs,
    })
    const detections = columns.score.flatMap((score, index) => {
      if (score < minScore) return []
      const box = {
        x: columns.x[index]!,
        y: columns.y[index]!,
        width: columns.width[index]!,
        height: columns.height[index]!,
      }
      return [{ category: categoryOf(names[columns.label[index]!]!), score, box }]
    })
    return { image, width: header.width, height: header.height, model: manifest.name, detections, bytes }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { image, error: { code: error.code, message: error.message } }
  }
}

/** One image: `out` is the file to write. Several: it is a folder, made when it is missing. */
async function draw(outcome: Outcome, out: string, single: boolean): Promise<string | undefined> {
  if ('error' in outcome) return undefined
  const folder =
    !single ||
    (await stat(out).then(
      found => found.isDirectory(),
      () => false,
    ))
  if (folder) await mkdir(out, { recursive: true })
  const target = folder ? join(out, `${basename(outcome.image, extname(outcome.image))}.jpg`) : out
  const boxes = outcome.detections.map(({ category, score, box }) => ({ ...box, score, label: category.name }))
  await writeFile(target, await drawBoxes(outcome.bytes, boxes))
  return target
}

function print(outcome: Outcome) {
  if ('error' in outcome) return console.error(`${outcome.image}: ${outcome.error.code}: ${outcome.error.message}`)
  const { image, width, height, model, detections } = outcome
  console.log(`${image}  ${width} × ${height}  ${detections.length} found by ${model}`)
  const rows = detections.map(({ category, score, box }) => [
    `  ${category.name}`,
    score.toFixed(3),
    ...[box.x, box.y, box.width, box.height].map(Math.round),
  ])
  if (rows.length > 0) console.log(table([['  category', 'score', 'x', 'y', 'width', 'height'], ...rows]))
}

/** `fovea detect`: boxes in image files, without a database. Exit code 1 when any image failed. */
export async function detect(config: Config, images: string[], options: DetectOptions): Promise<void> {
  const { modelsDir, workers, threads, queueImages, queueBytes } = config
  const model = options.model ?? config.model
  const detector = await createDetector({ modelsDir, model, workers, threads, queueImages, queueBytes })
  try {
    const outcomes: Outcome[] = []
    // As many at once as keep every process busy; answers are printed in the order given.
    const ahead = workers * 2
    const pending = images.slice(0, ahead).map(image => detectFile(detector, image, config, options))
    for (let index = 0; index < images.length; index++) {
      const outcome = await pending[index]!
      const next = images[index + ahead]
      if (next !== undefined) pending.push(detectFile(detector, next, config, options))
      if (!options.json) print(outcome)
      const drawn = options.out && (await draw(outcome, options.out, images.length === 1))
      if (drawn && !options.json) console.log(`  drawn to ${drawn}`)
      outcomes.push(outcome)
      if ('error' in outcome) process.exitCode = 1
    }
    if (options.json)
      console.log(
        JSON.stringify(
          outcomes.map(outcome => ({ ...outcome, bytes: undefined })),
          null,
          2,
        ),
      )
  } finally {
    await detector.close()
  }
}
