import { findModel } from '../src/detector/findModel.ts'
import { loadModels } from '../src/detector/loadModels.ts'
import { openSession } from '../src/detector/openSession.ts'
import { prepareImage } from '../src/detector/prepareImage.ts'
import { decodeImage } from '../src/image/decodeImage.ts'
import { readAll } from './photos.ts'

// A process of its own: what a script would do, one image after the other, without server, database or boxes.

export type BareJob = { modelsDir: string; model: string; threads: number; seconds: number; files: string[] }
export type BareResult = { images: number; ms: number; cpuMs: number }

async function loop({ modelsDir, model: name, threads, seconds, files }: BareJob): Promise<BareResult> {
  const model = findModel(await loadModels(modelsDir), name)
  const session = await openSession(model, threads)
  const photos = readAll(files)

  async function once(index: number) {
    const { pixels } = await decodeImage(photos[index % photos.length]!)
    await session.run(prepareImage(pixels, model.manifest.input).tensor, pixels)
  }

  for (let index = 0; index < 5; index++) await once(index)
  const began = performance.now()
  const cpu = process.cpuUsage()
  let images = 0
  while (performance.now() - began < seconds * 1000) await once(images++)
  const { user, system } = process.cpuUsage(cpu)
  return { images, ms: performance.now() - began, cpuMs: (user + system) / 1000 }
}

process.once('message', (job: BareJob) =>
  loop(job).then(result => {
    process.send?.(result)
    process.disconnect()
  }),
)
