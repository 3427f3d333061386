import { readFileSync } from 'node:fs'
import { detectionsOf } from '../src/detector/detectionsOf.ts'
import { findModel } from '../src/detector/findModel.ts'
import { loadModels } from '../src/detector/loadModels.ts'
import { openSession } from '../src/detector/openSession.ts'
import { prepareImage } from '../src/detector/prepareImage.ts'
import { createTensorMemory } from '../src/image/createTensorMemory.ts'
import { decodeImage } from '../src/image/decodeImage.ts'

// A process of its own: a whole image in turns with the network alone.

export type ImageJob = { folder: string; name: string; file: string; threads: number; rounds: number }
/** Milliseconds of each round: all of it, its steps, and the network alone on a tensor that is there. */
export type ImageResult = Record<'whole' | 'decode' | 'prepare' | 'readOut' | 'alone', number[]>

async function measure({ folder, name, file, threads, rounds }: ImageJob): Promise<ImageResult> {
  const model = findModel(await loadModels(folder), name)
  const session = await openSession(model, threads)
  const bytes = readFileSync(file)
  const { pixels } = await decodeImage(bytes)
  const { tensor } = prepareImage(pixels, model.manifest.input)
  const memory = createTensorMemory()
  const result: ImageResult = { whole: [], decode: [], prepare: [], readOut: [], alone: [] }

  async function wholeImage(): Promise<number[]> {
    const times = [performance.now()]
    const decoded = await decodeImage(bytes)
    times.push(performance.now())
    const prepared = prepareImage(decoded.pixels, model.manifest.input, memory)
    times.push(performance.now())
    const outputs = await session.run(prepared.tensor, decoded.pixels)
    times.push(performance.now())
    detectionsOf(outputs, model.manifest, prepared.placement)
    times.push(performance.now())
    return times
  }

  for (let round = -2; round < rounds; round++) {
    const [start, decoded, prepared, ran, end] = (await wholeImage()) as [number, number, number, number, number]
    const began = performance.now()
    await session.run(tensor, pixels)
    const alone = performance.now() - began
    if (round < 0) continue
    const steps = {
      whole: end - start,
      decode: decoded - start,
      prepare: prepared - decoded,
      readOut: end - ran,
      alone,
    }
    for (const [step, ms] of Object.entries(steps)) result[step as keyof ImageResult].push(ms)
  }
  return result
}

process.once('message', (job: ImageJob) =>
  measure(job).then(result => {
    process.send?.(result)
    process.disconnect()
  }),
)
