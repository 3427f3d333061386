/**
 * Runs a model over a folder of COCO images and writes what it finds as a COCO results file.
 *
 *   node scripts/cocoResults.ts --images DIR --ground-truth FILE --model NAME --models DIR --out results.json
 *
 * Every detection from the manifest's score floor up is written, at most the manifest's `maxDetections` an image.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { cocoCategories } from '../eval/cocoCategories.ts'
import { createDetector } from '../src/detector/createDetector.ts'

type CocoResult = { image_id: number; category_id: number; bbox: [number, number, number, number]; score: number }

const groundTruthSchema = z.object({ images: z.array(z.object({ id: z.int(), file_name: z.string() })) })

/** Milliseconds that one image may take. */
const patience = 600_000

const { values } = parseArgs({
  options: {
    images: { type: 'string' },
    'ground-truth': { type: 'string' },
    model: { type: 'string', default: 'demo' },
    models: { type: 'string', default: 'models' },
    out: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
    threads: { type: 'string', default: '1' },
  },
})
const { images: folder, 'ground-truth': groundTruth, model, models, out, workers, threads } = values
if (!folder || !groundTruth || !out) throw new Error('Expected --images DIR, --ground-truth FILE and --out FILE')

const { images } = groundTruthSchema.parse(JSON.parse(await readFile(groundTruth, 'utf8')))
const detector = await createDetector({
  modelsDir: models,
  model,
  workers: Number(workers),
  threads: Number(threads),
  queueImages: images.length,
  queueBytes: Number.MAX_SAFE_INTEGER,
})
if (detector.model.manifest.labels !== 'COCO_80')
  throw new Error(`Expected a model with COCO_80 labels but ${model} has its own`)

const results: CocoResult[][] = []
const pending = images.entries()

async function work(): Promise<void> {
  for (const [position, { id, file_name }] of pending) {
    const bytes = await readFile(join(folder!, file_name))
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

try {
  const begun = performance.now()
  await Promise.all(Array.from({ length: Number(workers) * 2 + 1 }, work))
  const seconds = (performance.now() - begun) / 1000
  await writeFile(out, JSON.stringify(results.flat()))
  const rate = (images.length / seconds).toFixed(1)
  console.log(`${images.length} images, ${results.flat().length} detections, ${rate} images/s, written to ${out}`)
} finally {
  await detector.close()
}
