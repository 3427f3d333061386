import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { table } from '../src/cli/table.ts'
import { createApi } from './api.ts'
import { goal, goalTitles } from './goal.ts'
import { loopDelay } from './loopDelay.ts'
import { memoryOf } from './processTree.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'

const script = resolve(import.meta.dirname, '../scripts/makeLargeGroundTruth.ts')

/** A COCO file of 450 MB into a dataset: how long it takes, and what the API's own process notices of it. */
export async function largeGroundTruth(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  const file = join(folder, 'large.json')
  const data = dataFolder()
  try {
    const { status, stderr } = spawnSync(process.execPath, [script, file, '--mb', '450'], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    const server = await startServerProcess({ FOVEA_DATA: data.folder })
    const before = memoryOf(server.pid)
    let peak = before
    const watch = setInterval(() => {
      peak = Math.max(peak, memoryOf(server.pid))
    }, 100)
    try {
      const api = createApi(server.url)
      await loopDelay(server.url)
      const began = performance.now()
      const uploadId = await api.upload(file)
      const uploaded = performance.now()
      await api.createDataset(uploadId)
      const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
      console.log(
        `\nA COCO file of ${(statSync(file).size / 1e6).toFixed(0)} MB: upload ${seconds(began, uploaded)} s, ` +
          `createDataset ${seconds(uploaded, performance.now())} s`,
      )
      console.log(
        table([
          goalTitles,
          goal("memory that the API's process grew by", peak - before, { most: 300, unit: 'MB', digits: 0 }),
          goal("p99 delay of the API's loop", await loopDelay(server.url), { most: 50, unit: 'ms' }),
        ]),
      )
    } finally {
      clearInterval(watch)
      await server.stop()
    }
  } finally {
    data.remove()
    rmSync(folder, { recursive: true })
  }
}
