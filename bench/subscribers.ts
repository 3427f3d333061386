import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createClient } from 'graphql-sse'
import { table } from '../src/cli/table.ts'
import { createApi } from './api.ts'
import { goal, goalTitles } from './goal.ts'
import { makeWorkload, workload } from './largeResults.ts'
import { loopDelay } from './loopDelay.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'

// Subscribers to one evaluation of 5,000 images and 1,500,000 detections while it is worked on, and without them.

const root = resolve(import.meta.dirname, '..')
const groundTruth = resolve(root, '../shared/data/val2017/instances_val2017_bbox_reconstructed.json')

type Progress = {
  status: string
  progress: { done: number; total: number }
  result: { summary: { ap: number }; bestF1?: { overall: { f1: number } } | null } | null
}
type Event = { data?: { evaluationProgress: Progress } | null; errors?: readonly { message: string }[] }

const subscription = (inside: string) => `subscription ($id: ID!) {
  evaluationProgress(id: $id) { status phase progress { done total } result { summary { ap } ${inside} } } }`
/** Asks the process that has evaluations open. */
const bestF1 = 'bestF1 { overall { f1 } }'

/** Follows one to its end, as a client does. @returns all that it was told */
async function follow(url: string, id: string, inside: string): Promise<Progress[]> {
  const client = createClient({ url: `${url}/graphql/stream`, retryAttempts: 0 })
  const told: Progress[] = []
  const events = client.iterate<{ evaluationProgress: Progress }>({ query: subscription(inside), variables: { id } })
  for await (const { data, errors } of events as AsyncIterable<Event>) {
    if (errors?.[0] || !data) throw new Error(errors?.[0]?.message ?? 'an event without data')
    told.push(data.evaluationProgress)
  }
  return told
}

const rounds = [
  { count: 0, inside: '' },
  { count: 200, inside: '' },
  { count: 0, inside: '' },
  { count: 200, inside: bestF1 },
]

/** Needs the ground truth of val2017 and the maker of its workload, in `../shared`. */
export async function subscribers(): Promise<void> {
  if (!existsSync(makeWorkload)) return console.log('\nSubscribers: skipped, their workload is not at hand')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  const data = dataFolder()
  const rows: (string | number)[][] = []
  const server = await startServerProcess({ FOVEA_DATA: data.folder, FOVEA_MAX_UPLOAD_MB: '4000' })
  try {
    const api = createApi(server.url)
    const dataset = await api.createDataset(await api.upload(groundTruth))
    let missed = 0
    let slowest = 0
    for (const [round, { count, inside }] of rounds.entries()) {
      // Other detections in each round: the same ones would be answered with the numbers of the first.
      const uploadId = await api.upload(workload(folder, 300 - round))
      const id = await api.evaluate(dataset, { uploadId })
      await loopDelay(server.url)
      const began = performance.now()
      const following = Promise.all(Array.from({ length: count }, () => follow(server.url, id, inside)))
      const ap = await api.finish(id)
      const seconds = (performance.now() - began) / 1000
      const delay = await loopDelay(server.url)
      const told = await following
      const ended = told.filter(all => {
        const last = all.at(-1)
        const hasInside = inside === '' || last?.result?.bestF1 != null
        return last?.result?.summary.ap === ap && last.status === 'COMPLETED' && hasInside
      })
      const events = told.reduce((sum, all) => sum + all.length, 0)
      missed += count - ended.length
      if (count > 0) slowest = Math.max(slowest, delay)
      rows.push([count, inside ? 'best F1' : '', seconds.toFixed(2), events, ended.length, delay.toFixed(1)])
    }
    console.log('\nSubscribers to an evaluation of 1,500,000 uploaded detections, by the client of graphql-sse')
    console.log(table([['subscribers', 'and ask', 'seconds', 'events', 'saw the end', 'loop p99 ms'], ...rows]))
    const loop = goal('event loop of the server, p99, 200 subscribers', slowest, { most: 50, unit: 'ms' })
    console.log(
      table([goalTitles, goal('subscribers that missed the end', missed, { most: 0, unit: '', digits: 0 }), loop]),
    )
  } finally {
    await server.stop()
    data.remove()
    rmSync(folder, { recursive: true })
  }
}
