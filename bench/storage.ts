import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { pino } from 'pino'
import { table } from '../src/cli/table.ts'
import { createStore } from '../src/store/createStore.ts'
import { openDatabase } from '../src/store/openDatabase.ts'
import type { NewRun } from '../src/store/saveRuns.ts'
import { randomRun } from './randomRun.ts'
import { dataFolder } from './serverProcess.ts'

const seconds = 8
const boxes = 300

/** Detections written a second: runs of 300, one or many a transaction, every index in place, fsync on. */
export async function storage(): Promise<void> {
  const { folder, remove } = dataFolder()
  const log = pino({ level: 'silent' })
  const database = await openDatabase({ databaseUrl: undefined, dataDir: resolve(folder), log })
  const store = createStore(database.url)
  try {
    const categories = (await store.categories.list()).map(({ id }) => id)
    const manifest = {}
    const { id: modelId } = await store.models.register({
      name: 'bench',
      sha256: '0'.repeat(64),
      preprocessing: '0'.repeat(64),
      manifest,
    })
    const images = Array.from({ length: 64 }, () => randomBytes(32))
    const fresh = (index: number): NewRun =>
      randomRun({ sha256: images[index % images.length]!, modelId, categoryIds: categories, boxes })
    await store.runs.save(images.map((_, index) => ({ ...fresh(index), bytes: new Uint8Array([index]) })))

    const rows: (string | number)[][] = []
    for (const { runs, writers } of [
      { runs: 1, writers: 1 },
      { runs: 1, writers: 4 },
      { runs: 16, writers: 2 },
      { runs: 64, writers: 2 },
    ]) {
      const shard = Array.from({ length: runs }, (_, index) => fresh(index))
      const began = performance.now()
      let written = 0
      const writer = async () => {
        while (performance.now() - began < seconds * 1000) {
          const saved = await store.runs.save(shard)
          written += saved.length * boxes
        }
      }
      await Promise.all(Array.from({ length: writers }, writer))
      const rate = (written * 1000) / (performance.now() - began)
      rows.push([
        `${runs} runs of ${boxes} a transaction, ${writers} writers`,
        Math.round(rate).toLocaleString('en'),
        (rate / boxes).toFixed(0),
      ])
    }
    console.log('\nDetections written on the embedded database')
    console.log(table([['', 'rows/s', 'runs/s'], ...rows]))
  } finally {
    await store.close()
    await database.close()
    remove()
  }
}
