import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { createStore } from '../src/store/createStore.ts'
import { openDatabase } from '../src/store/openDatabase.ts'
import { numbered } from './photos.ts'
import { randomRun } from './randomRun.ts'

// A process of its own: fills a database with a gallery, since its Postgres ends with it.

export type GalleryJob = { dataDir: string; images: number }

const scenes = resolve(import.meta.dirname, '../demo/scenes')
const manifestFile = resolve(import.meta.dirname, '../models/demo.json')
const imagesATransaction = 64
const [width, height] = [320, 240]

/** Demo scenes in the size of a small photo. */
const smallScenes = () =>
  Promise.all(
    readdirSync(scenes)
      .filter(file => file.endsWith('.jpg'))
      .map(file => sharp(join(scenes, file)).resize(width, height, { fit: 'cover' }).jpeg({ quality: 70 }).toBuffer()),
  )

/** Images with bytes of their own, so that each has its own thumbnail, and five made-up detections on each. */
async function fillGallery({ dataDir, images }: GalleryJob): Promise<void> {
  const database = await openDatabase({ databaseUrl: undefined, dataDir, log: pino({ level: 'silent' }) })
  const store = createStore(database.url, { timeoutMs: 60_000 })
  try {
    const categoryIds = (await store.categories.list()).map(({ id }) => id)
    const sums = { sha256: '0'.repeat(64), preprocessing: '0'.repeat(64) }
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
    const { id: modelId } = await store.models.register({ name: 'bench', ...sums, manifest })
    const drawn = await smallScenes()
    const make = (index: number) => {
      const bytes = numbered(drawn[index % drawn.length]!, index)
      const sha256 = createHash('sha256').update(bytes).digest()
      const run = randomRun({ sha256, modelId, categoryIds, boxes: 5 })
      const header = { format: 'JPEG', width, height, orientation: 1 } as const
      return { ...run, bytes, header, fileName: `seeded ${index}.jpg` }
    }
    for (let first = 0; first < images; first += imagesATransaction) {
      const count = Math.min(imagesATransaction, images - first)
      await store.runs.save(Array.from({ length: count }, (_, index) => make(first + index)))
    }
  } finally {
    await store.close()
    await database.close()
  }
}

process.once('message', (job: GalleryJob) =>
  fillGallery(job).then(() => {
    process.send?.({})
    process.disconnect()
  }),
)
