import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { cocoCategories } from '../eval/cocoCategories.ts'
import { errorText } from '../src/cli/errorText.ts'
import { createDetector } from '../src/detector/createDetector.ts'
import { AppError } from '../src/errors.ts'

const usage = `Runs a model over a folder of COCO images and writes what it finds as a COCO results file.

npx node scripts/cocoResults.ts --images DIR --ground-truth FILE --out FILE

  --images DIR         the images
  --ground-truth FILE  COCO annotations: which images, and their ids
  --out FILE           the results: every detection from the manifest's score floor up
  --model NAME         default: demo
  --models DIR         folder of the manifests; default: models
  --workers N          detector processes; default: one a core
  --threads N          of each; default: 1`

type CocoResult = { image_id: number; category_id: number; bbox: [number, number, number, number]; score: number }

const groundTruthSchema = z.object({ images: z.array(z.object({ id: z.int(), file_name: z.string() })) })

/** Milliseconds that one image may take. */
const patience = 600_000

const wrong = (message: string) => new AppError('BAD_USER_INPUT', message, { hint: '--help says more.' })

function count(option: string, text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw wrong(`Expected a whole number from 1 to 999 for ${option} but received ${JSON.stringify(text)}.`)
}

/** @returns undefined when help is asked for */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        images: { type: 'string' },
        'ground-truth': { type: 'string' },
        model: { type: 'string', default: 'demo' },
        models: { type: 'string', default: 'models' },
        out: { type: 'string' },
        workers: { type: 'string', default: String(availableParallelism()) },
        threads: { type: 'string', default: '1' },
      },
    })
    if (values.help) return undefined
    const { images: folder, 'ground-truth': groundTruth, out, model, models } = values
    if (!folder || !groundTruth || !out) throw wrong('Expected --images DIR, --ground-truth FILE and --out FILE.')
    const [workers, threads] = [count('--workers', values.workers), count('--threads', values.threads)]
    return { folder, groundTruth, out, model, models, workers, threads }
  } catch (error) {
    throw error instanceof AppError ? error : wrong((error as Error).message)
  }
}

type Options = NonNullable<ReturnType<typeof readOptions>>

async function readImages(path: string) {
  try {
    return groundTruthSchema.parse(JSON.parse(await readFile(path, 'utf8'))).images
  } catch (error) {
    const reason = error instanceof z.ZodError ? 'it has no images with id and file_name' : (error as Error).message
    throw wrong(`--ground-truth: expected COCO annotations at ${path} but ${reason}.`)
  }
}

async function writeResults({ folder, groundTruth, out, model, models, workers, threads }: Options): Promise<void> {
  const images = await readImages(groundTruth)
  const detector = await createDetector({
    modelsDir: models,
    model,
    workers,
    threads,
    queueImages: images.length,
    queueBytes: Number.MAX_SAFE_INTEGER,
  })
  try {
    if (detector.model.manifest.labels !== 'COCO_80')
      throw wrong(`--model: expected one with COCO_80 labels but ${model} has its own.`)
    const results: CocoResult[][] = []
    const pending = images.entries()
    const work = async () => {
      for (const [position, { id, file_name }] of pending) {
        const bytes = await readFile(join(folder, file_name))
        const { detections } = await detector.detect(bytes, { deadline: Date.now() + patience })
        const { label, score, x, y, width, height } = detections
        results[position] = label.map((category, i) => ({
          image_id: id,
          category_id: cocoCategories[category]!.cocoId,
          bbox: [x[i]!, y[i]!, width[i]!, height[i]!],
          score: score[i]!,
        }))
      }
    }
    const begun = performance.now()
    await Promise.all(Array.from({ length: workers * 2 + 1 }, work))
    const seconds = (performance.now() - begun) / 1000
    await writeFile(out, JSON.stringify(results.flat()))
    const rate = (images.length / seconds).toFixed(1)
    console.log(`${images.length} images, ${results.flat().length} detections, ${rate} images/s, written to ${out}`)
  } finally {
    await detector.close()
  }
}

try {
  const options = readOptions()
  if (options) await writeResults(options)
  else console.log(usage)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  console.error(`cocoResults: ${errorText(error).replaceAll('\n', ' ')}`)
  process.exitCode = 2
}
