import { availableParallelism } from 'node:os'
import { table } from '../src/cli/table.ts'
import { readConfig } from '../src/config.ts'
import type { BareJob, BareResult } from './bareLoop.ts'
import type { CallersJob, CallersResult } from './callers.ts'
import { inProcess } from './inProcess.ts'
import { loopDelay } from './loopDelay.ts'
import type { Workload } from './photos.ts'
import { isPostgres, memoryOf, processTree, sumOf } from './processTree.ts'
import { quantile } from './quantile.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'

const seconds = 12

/** Processor time so far of API, detector processes and Postgres, in ms. */
function processorTime(pid: number) {
  const tree = processTree(pid)
  const time = (of: typeof tree) => sumOf(of, each => each.cpuMs)
  return {
    api: time(tree.filter(each => each.pid === pid)),
    postgres: time(tree.filter(isPostgres)),
    detector: time(tree.filter(each => each.pid !== pid && !isPostgres(each))),
  }
}

async function bareLoop({ model, modelsDir, files }: Workload, workers: number, threads: number) {
  const job: BareJob = { model, modelsDir, files, threads, seconds }
  const results = await Promise.all(
    Array.from({ length: workers }, () => inProcess<BareJob, BareResult>('./bareLoop.ts', job)),
  )
  const rate = results.reduce((sum, { images, ms }) => sum + (images * 1000) / ms, 0)
  const images = results.reduce((sum, result) => sum + result.images, 0)
  return { rate, cpuMs: results.reduce((sum, result) => sum + result.cpuMs, 0) / images }
}

/** images/s, latency, loop delay and processor time of `detect` over HTTP beside a bare loop with as many threads. */
export async function throughput(workload: Workload): Promise<void> {
  const { workers, threads } = readConfig(process.env)
  console.log(
    `\n${workload.name}: ${workers} workers × ${threads} threads on ${availableParallelism()} cores, ${seconds} s each`,
  )
  const cores = workers * threads
  const before = await bareLoop(workload, 1, cores)
  const many = await bareLoop(workload, cores, 1)

  const { folder, remove } = dataFolder()
  const variables = { FOVEA_DATA: folder, FOVEA_MODELS: workload.modelsDir, FOVEA_MODEL: workload.model }
  const server = await startServerProcess(variables)
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(
      peak,
      sumOf(processTree(server.pid), ({ pid }) => memoryOf(pid)),
    )
  }, 500)
  const rows: (string | number)[][] = []
  let firstNumber = 0
  try {
    const send = async (callers: number, forSeconds: number) => {
      const job: CallersJob = { url: server.url, callers, seconds: forSeconds, files: workload.files, firstNumber }
      const result = await inProcess<CallersJob, CallersResult>('./callers.ts', job)
      firstNumber += result.images
      return result
    }
    await send(4, 3)
    for (const callers of [1, 4, 16]) {
      await loopDelay(server.url)
      const began = processorTime(server.pid)
      const { images, ms, latencies } = await send(callers, seconds)
      const ended = processorTime(server.pid)
      const each = (name: keyof typeof began) => ((ended[name] - began[name]) / images).toFixed(1)
      rows.push([
        `${callers} callers`,
        ((images * 1000) / ms).toFixed(1),
        `${(((images * 1000) / ms / before.rate) * 100).toFixed(0)} %`,
        quantile(latencies, 0.5).toFixed(0),
        quantile(latencies, 0.99).toFixed(0),
        (await loopDelay(server.url)).toFixed(1),
        each('detector'),
        each('api'),
        each('postgres'),
      ])
    }
  } finally {
    clearInterval(watch)
    await server.stop()
    remove()
  }
  const after = await bareLoop(workload, 1, cores)
  const bare = (name: string, { rate, cpuMs }: typeof before) => [
    name,
    rate.toFixed(1),
    `${((rate / before.rate) * 100).toFixed(0)} %`,
    '',
    '',
    '',
    cpuMs.toFixed(1),
    '',
    '',
  ]
  const titles = ['', 'images/s', 'of bare', 'p50 ms', 'p99 ms', 'loop p99', 'CPU ms detector', 'API', 'Postgres']
  const loops = [bare(`bare loop, ${cores} threads`, before), bare(`${cores} bare loops, 1 thread`, many)]
  console.log(table([titles, ...loops, ...rows, bare('bare loop again', after)]))
  console.log(`memory of all processes at most ${peak.toFixed(0)} MB`)
}
