import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { table } from '../src/cli/table.ts'
import { createApi } from './api.ts'
import { evaluateModel } from './evaluateModel.ts'
import { goal, goalTitles } from './goal.ts'
import { inProcess } from './inProcess.ts'
import { largeGroundTruth } from './largeGroundTruth.ts'
import { makeWorkload, workload } from './largeResults.ts'
import { loopDelay } from './loopDelay.ts'
import type { ReadJob, ReadResult } from './readHistory.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'
import type { HistoryJob, HistoryResult } from './storedHistory.ts'
import { watchMemory } from './watchMemory.ts'

// Evaluations through the API as a whole: `fovea serve` in a process, its task processes, the embedded Postgres.

const root = resolve(import.meta.dirname, '..')
const groundTruth = resolve(root, '../shared/data/val2017/instances_val2017_bbox_reconstructed.json')

const secondsSince = (began: number) => (performance.now() - began) / 1000

/** AP as `fovea eval` has it: what the API has to give too. */
function apOf(detections: string): number {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin/fovea.js'), 'eval', groundTruth, detections, '--json'],
    { encoding: 'utf8', maxBuffer: 64e6 },
  )
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout).summary.ap
}

/** Seconds; `node`: the most MB that all Node processes together held. */
type Measured = { upload: number; check: number; score: number; stored: number; read: number; node: number }

async function measure(folder: string, perImage: number, rows: (string | number)[][]): Promise<Measured> {
  const detections = workload(folder, perImage)
  const count = (perImage * 5000).toLocaleString('en')
  const data = dataFolder()
  const server = await startServerProcess({ FOVEA_DATA: data.folder, FOVEA_MAX_UPLOAD_MB: '4000' })
  const memory = watchMemory(server.pid)
  const api = createApi(server.url)
  try {
    const dataset = await api.createDataset(await api.upload(groundTruth))
    const { model } = await inProcess<HistoryJob, HistoryResult>('./storedHistory.ts', {
      dataDir: data.folder,
      groundTruth,
      detections,
    })
    await loopDelay(server.url)
    memory.peak()

    const beganUpload = performance.now()
    const uploadId = await api.upload(detections)
    const upload = secondsSince(beganUpload)
    const beganCheck = performance.now()
    const uploaded = await api.evaluate(dataset, { uploadId })
    const check = secondsSince(beganCheck)
    const beganScore = performance.now()
    const apOfUpload = await api.finish(uploaded)
    const score = secondsSince(beganScore)
    const ofUpload = memory.peak()
    const delayOfUpload = await loopDelay(server.url)

    const beganStored = performance.now()
    const apOfStored = await api.finish(await api.evaluate(dataset, { storedRunsOf: model }))
    const stored = secondsSince(beganStored)
    const ofStored = memory.peak()
    const delayOfStored = await loopDelay(server.url)

    const read = await inProcess<ReadJob, ReadResult>('./readHistory.ts', { dataDir: data.folder, model })
    const expected = apOf(detections)
    for (const ap of [apOfUpload, apOfStored])
      if (Math.abs(ap - expected) > 1e-12) throw new Error(`AP ${ap} where fovea eval has ${expected}`)
    const megabytes = (statSync(detections).size / 1e6).toFixed(0)
    const shown = (seconds: number) => seconds.toFixed(2)
    const memoryAndDelay = ({ node, postgres }: typeof ofUpload, delay: number) => [
      node.toFixed(0),
      postgres.toFixed(0),
      delay.toFixed(1),
    ]
    const inAll = upload + check + score
    rows.push(
      [
        `${count} uploaded (${megabytes} MB)`,
        ...[upload, check, score, inAll].map(shown),
        ...memoryAndDelay(ofUpload, delayOfUpload),
      ],
      [
        `${count} stored; to read them alone, just read before, ${shown(read.seconds)} s`,
        ...['', '', '', shown(stored)],
        ...memoryAndDelay(ofStored, delayOfStored),
      ],
    )
    return { upload, check, score, stored, read: read.seconds, node: Math.max(ofUpload.node, ofStored.node) }
  } finally {
    memory.stop()
    await server.stop()
    data.remove()
    rmSync(detections)
  }
}

/** Needs the ground truth of val2017, the maker of its workload and, for the model, COCO128 and DEIMv2, in `../shared`. */
export async function evaluate(): Promise<void> {
  if (!existsSync(makeWorkload)) return console.log('\nEvaluations: skipped, their workload is not at hand')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  const rows: (string | number)[][] = []
  try {
    const one = await measure(folder, 100, rows)
    const ten = await measure(folder, 1000, rows)
    const titles = ['detections on 5,000 images', 'upload s', 'check', 'score', 'in all', 'Node MB', 'Postgres MB']
    console.log('\nEvaluations through the API, the twelve equal to those of `fovea eval`')
    console.log(table([[...titles, 'loop p99 ms'], ...rows]))
    const all = ({ upload, check, score }: Measured) => upload + check + score
    const seconds = { unit: 's', digits: 2 }
    const MB = { unit: 'MB', digits: 0 }
    console.log(
      table([
        goalTitles,
        goal('500,000 stored, to the twelve', one.stored, { most: 8, ...seconds }),
        goal('of which reading, warm: they were read just before', one.read, { most: 3, ...seconds }),
        goal('500,000 uploaded and checked', one.upload + one.check, { most: 10, ...seconds }),
        goal('memory of all Node processes', one.node, { most: 1500, ...MB }),
        goal('5,000,000 uploaded, of the time of 500,000', all(ten) / all(one), { most: 12, unit: 'times' }),
        goal('5,000,000 stored, of the time of 500,000', ten.stored / one.stored, { most: 12, unit: 'times' }),
        goal('memory of all Node processes', ten.node, { most: 4000, ...MB }),
      ]),
    )
    await largeGroundTruth()
    await evaluateModel()
  } finally {
    rmSync(folder, { recursive: true })
  }
}
