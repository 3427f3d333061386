import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { table } from '../src/cli/table.ts'
import { readConfig } from '../src/config.ts'
import { createApi } from './api.ts'
import type { BareJob, BareResult } from './bareLoop.ts'
import { femtoFolder } from './femtoFolder.ts'
import { goal, goalTitles } from './goal.ts'
import { inProcess } from './inProcess.ts'
import { workloads } from './photos.ts'
import { quantile } from './quantile.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'

const coco128 = resolve(import.meta.dirname, '../../shared/data/coco128')
const rounds = 3

/** images/s of an evaluation with DEIMv2 femto on COCO128, from `evaluate` to its numbers, beside a bare loop. */
export async function evaluateModel(): Promise<void> {
  const femto = femtoFolder()
  if (femto === undefined || !existsSync(coco128)) return console.log('\nDEIMv2 femto on COCO128: skipped, not at hand')
  const { workers, threads } = readConfig(process.env)
  const [workload] = workloads(femto.folder)
  const { model, modelsDir, files } = workload!
  const archives = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  const photos = join(archives, 'photos.tar')
  const bare = async () => {
    const job: BareJob = { model, modelsDir, files, threads: workers * threads, seconds: 8 }
    const { images, ms } = await inProcess<BareJob, BareResult>('./bareLoop.ts', job)
    return (images * 1000) / ms
  }
  const rows: (string | number)[][] = []
  const shares: number[] = []
  try {
    spawnSync('tar', ['-cf', photos, '-C', coco128, 'images'])
    for (let round = 1; round <= rounds; round++) {
      const alone = await bare()
      const data = dataFolder()
      const server = await startServerProcess({ FOVEA_DATA: data.folder, FOVEA_MODELS: modelsDir, FOVEA_MODEL: model })
      const api = createApi(server.url)
      try {
        const dataset = await api.createDataset(await api.upload(join(coco128, 'instances.json')))
        await api.addPhotos(dataset, await api.upload(photos))
        const began = performance.now()
        const ap = await api.finish(await api.evaluate(dataset, { model }))
        const rate = (files.length * 1000) / (performance.now() - began)
        const share = (rate / alone) * 100
        shares.push(share)
        rows.push([round, alone.toFixed(1), rate.toFixed(1), `${share.toFixed(0)} %`, ap.toFixed(4)])
      } finally {
        await server.stop()
        data.remove()
      }
    }
    console.log(`\n${files.length} photographs, DEIMv2 femto: ${workers} workers × ${threads} threads`)
    console.log(table([['round', 'bare loop images/s', 'evaluation images/s', 'of bare', 'AP'], ...rows]))
    const wanted = { least: 90, unit: '%', digits: 0 }
    console.log(table([goalTitles, goal("median of the bare loop's images/s", quantile(shares, 0.5), wanted)]))
  } finally {
    rmSync(archives, { recursive: true })
    femto.remove()
  }
}
