import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { table } from '../src/cli/table.ts'
import { createApi } from './api.ts'
import { goal, goalTitles } from './goal.ts'
import { insightInMemory } from './insightInMemory.ts'
import { makeWorkload, workload } from './largeResults.ts'
import { loopDelay } from './loopDelay.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'
import { watchMemory } from './watchMemory.ts'

// What is asked of the inside of an evaluation, over HTTP: `fovea serve` in a process, the embedded Postgres.

const groundTruth = resolve(import.meta.dirname, '../../shared/data/val2017/instances_val2017_bbox_reconstructed.json')

const boxes = `image { fileId fileName } truePositiveCount falsePositiveCount missCount
  truePositives { iou detection { score box { x y width height } } object { box { x y width height } } }
  falsePositives { score category { name } box { x y width height } } misses { category { name } box { x y width height } }`

/** What a user asks, and the same with other arguments: other work, but for the breakdown, which takes none. */
const queries: Record<string, readonly [field: string, other: string]> = {
  precisionRecall: [
    'precisionRecall(category: "person") { recall precision score }',
    'precisionRecall(iou: 0.75) { recall precision score }',
  ],
  bestF1: [
    'bestF1 { overall { score f1 } perCategory { category { name } best { score f1 } } }',
    'bestF1(iou: 0.75) { overall { score f1 } perCategory { category { name } best { score f1 } } }',
  ],
  confusionMatrix: [
    'confusionMatrix { categories { name } counts excused }',
    'confusionMatrix(minScore: 0.05, iou: 0.3) { categories { name } counts excused }',
  ],
  confusedImages: [
    'confusedImages(actual: "person", predicted: "chair", first: 20) { totalCount nodes { image { fileName } confusions { iou } } }',
    'confusedImages(actual: "person", minScore: 0.3, first: 20) { totalCount nodes { image { fileName } confusions { iou } } }',
  ],
  errorBreakdown: [
    'errorBreakdown { ap errors { type count deltaAp } }',
    'errorBreakdown { ap falsePositives { count deltaAp } falseNegatives { count deltaAp } }',
  ],
  'images, counts': [
    'images(first: 100) { totalCount nodes { image { fileName } falsePositiveCount missCount } }',
    'images(first: 100, minScore: 0.3, iou: 0.75) { totalCount nodes { image { fileName } falsePositiveCount missCount } }',
  ],
  'images, boxes of 20': [
    `images(first: 20) { nodes { ${boxes} } }`,
    `images(first: 20, orderBy: MOST_MISSES, minScore: 0.6) { nodes { ${boxes} } }`,
  ],
}

type Api = { url: string }

async function ask({ url }: Api, id: string, field: string): Promise<number> {
  const began = performance.now()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `query ($id: ID!) { evaluation(id: $id) { result { ${field} } } }`,
      variables: { id },
    }),
  })
  const { errors } = (await response.json()) as { errors?: { message: string }[] }
  if (errors?.[0]) throw new Error(`${field}: ${errors[0].message}`)
  return performance.now() - began
}

type Measured = { first: number; other: number; same: number }

type Sums = { first: number; other: number; same: number; delay: number; node: number }

/** Every query on a server that was just started, so that nothing is open; the last one then has to answer them all. */
async function measure(folder: string, perImage: number): Promise<Sums> {
  const detections = workload(folder, perImage)
  const data = dataFolder()
  const variables = { FOVEA_DATA: data.folder, FOVEA_MAX_UPLOAD_MB: '4000' }
  const measured = new Map<string, Measured>()
  const sums: Sums = { first: 0, other: 0, same: 0, delay: 0, node: 0 }
  try {
    let server = await startServerProcess(variables)
    const api = createApi(server.url)
    const dataset = await api.createDataset(await api.upload(groundTruth))
    const id = await api.evaluate(dataset, { uploadId: await api.upload(detections) })
    await api.finish(id)
    for (const [name, [field, other]] of Object.entries(queries)) {
      await server.stop()
      server = await startServerProcess(variables)
      const memory = watchMemory(server.pid)
      await loopDelay(server.url)
      const times = {
        first: await ask(server, id, field),
        other: await ask(server, id, other),
        same: await ask(server, id, field),
      }
      measured.set(name, times)
      sums.delay = Math.max(sums.delay, await loopDelay(server.url))
      if (measured.size === Object.keys(queries).length)
        for (const each of Object.values(queries).flat()) await ask(server, id, each)
      sums.node = Math.max(sums.node, memory.peak().node)
      memory.stop()
    }
    await server.stop()
  } finally {
    data.remove()
    rmSync(detections)
  }
  const shown = (ms: number) => ms.toFixed(0)
  console.log(`\n${(perImage * 5000).toLocaleString('en')} detections on 5,000 images, over HTTP, a server each`)
  console.log(
    table([
      ['query', 'first ms', 'other arguments', 'the same again'],
      ...[...measured].map(([name, { first, other, same }]) => [name, shown(first), shown(other), shown(same)]),
    ]),
  )
  const most = (of: keyof Measured) => Math.max(...[...measured.values()].map(times => times[of]))
  return { ...sums, first: most('first'), other: most('other'), same: most('same') }
}

/** Needs the ground truth of val2017 and the maker of its workload, in `../shared`. */
export async function insight(): Promise<void> {
  if (!existsSync(makeWorkload)) return console.log('\nInside evaluations: skipped, their workload is not at hand')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  try {
    await insightInMemory(groundTruth, workload(folder, 100))
    const one = await measure(folder, 100)
    const ten = await measure(folder, 1000)
    const ms = { unit: 'ms', digits: 0 }
    const MB = { unit: 'MB', digits: 0 }
    console.log(
      table([
        goalTitles,
        goal('500,000: slowest first answer', one.first, { most: 1000, ...ms }),
        goal('slowest with other arguments', one.other, { most: 100, ...ms }),
        goal('slowest of the same again', one.same, { most: 100, ...ms }),
        goal("p99 delay of the API's loop", one.delay, { most: 50, unit: 'ms' }),
        goal('memory of all Node processes', one.node, { most: 1000, ...MB }),
        goal('5,000,000: memory of all Node processes', ten.node, { most: 1500, ...MB }),
        goal("p99 delay of the API's loop", ten.delay, { most: 50, unit: 'ms' }),
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
