import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { table } from '../src/cli/table.ts'
import { openDatabase } from '../src/store/openDatabase.ts'
import { createApi } from './api.ts'
import { femtoFolder } from './femtoFolder.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'

// One evaluation by 1, 2 and 4 workers, each bound to one core like a machine of one core; API and Postgres use all.

const root = resolve(import.meta.dirname, '..')
const coco128 = resolve(root, '../shared/data/coco128')
const rounds = 3
/** So often each photograph, with other bytes behind its end: opening models and processes is to count for little. */
const copies = 4
const counts = [1, 2, 4]

type Row = { id: number; image_id: number; file_name: string }
type GroundTruth = { images: Row[]; annotations: Row[] }

/** Writes ground truth and an archive of photographs into a folder: all of COCO128, several times over. */
function writeDataset(folder: string) {
  const { images, annotations, ...others }: GroundTruth = JSON.parse(
    readFileSync(join(coco128, 'instances.json'), 'utf8'),
  )
  const photos = join(folder, 'photos')
  mkdirSync(photos)
  const all: GroundTruth = { ...others, images: [], annotations: [] }
  for (let copy = 0; copy < copies; copy++) {
    const shifted = (id: number) => id * copies + copy
    for (const image of images) {
      const name = `${copy}-${image.file_name}`
      all.images.push({ ...image, id: shifted(image.id), file_name: name })
      const photo = readFileSync(join(coco128, 'images', image.file_name))
      writeFileSync(join(photos, name), Buffer.concat([photo, Buffer.from(String(copy))]))
    }
    for (const each of annotations)
      all.annotations.push({ ...each, id: shifted(each.id), image_id: shifted(each.image_id) })
  }
  const groundTruth = join(folder, 'instances.json')
  writeFileSync(groundTruth, JSON.stringify(all))
  const archive = join(folder, 'photos.tar')
  spawnSync('tar', ['-cf', archive, '-C', folder, 'photos'])
  return { groundTruth, archive, count: all.images.length }
}

type Dataset = ReturnType<typeof writeDataset>

type Worker = { child: ChildProcess; ended: Promise<unknown> }

/** `fovea worker` with one detector process; ready when it returns. */
async function startWorkerProcess(variables: Record<string, string>, core: number): Promise<Worker> {
  const env = { ...process.env, FOVEA_LOG_LEVEL: 'warn', FOVEA_WORKERS: '1', ...variables }
  const args = ['-c', String(core), process.execPath, join(root, 'bin/fovea.js'), 'worker']
  const child = spawn('taskset', args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  let text = ''
  for await (const chunk of child.stdout) {
    text += chunk
    if (text.includes('ready')) break
  }
  if (!text.includes('ready')) throw new Error('the worker did not start')
  return { child, ended }
}

/** The most connections that the database of a folder had, asked for ten times a second. */
async function watchConnections(dataDir: string) {
  const log = pino({ level: 'silent' })
  const database = await openDatabase({ databaseUrl: undefined, dataDir, log })
  const client = new pg.Client(database.url)
  await client.connect()
  const ending = new AbortController()
  let most = 0
  const watching = (async () => {
    while (!ending.signal.aborted) {
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'client backend'`,
      )
      most = Math.max(most, rows[0]!.count)
      await sleep(100)
    }
  })()
  return async () => {
    ending.abort()
    await watching
    await client.end()
    await database.close()
    return most - 2 // its own, and the guard of its opening
  }
}

type Measured = { count: number; seconds: number; connections: number; ap: number }

async function measure(
  count: number,
  { groundTruth, archive }: Dataset,
  models: Record<string, string>,
): Promise<Measured> {
  const data = dataFolder()
  const variables = { ...models, FOVEA_DATA: data.folder }
  const server = await startServerProcess({ ...variables, FOVEA_WORKER: '0', FOVEA_WORKERS: '1' })
  const workers: Worker[] = []
  try {
    const api = createApi(server.url)
    const dataset = await api.createDataset(await api.upload(groundTruth))
    await api.addPhotos(dataset, await api.upload(archive))
    for (let index = 0; index < count; index++)
      workers.push(await startWorkerProcess(variables, index % availableParallelism()))
    const stopWatching = await watchConnections(data.folder)
    const began = performance.now()
    const ap = await api.finish(await api.evaluate(dataset, { model: models.FOVEA_MODEL }))
    const seconds = (performance.now() - began) / 1000
    return { count, seconds, ap, connections: await stopWatching() }
  } finally {
    for (const { child } of workers) child.kill('SIGTERM')
    for (const { ended } of workers) await ended
    await server.stop()
    data.remove()
  }
}

/** Needs COCO128 and DEIMv2 femto in `../shared`, and `taskset` (Linux). */
export async function workers(): Promise<void> {
  const femto = femtoFolder()
  const isBound = spawnSync('taskset', ['-V']).status === 0
  if (femto === undefined || !existsSync(coco128) || !isBound)
    return console.log('\nWorkers: skipped, model, photographs or taskset are not at hand')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  const all: Measured[] = []
  try {
    const dataset = writeDataset(folder)
    const before = loadavg()[0]!
    for (let round = 0; round < rounds; round++)
      for (const count of counts)
        all.push(await measure(count, dataset, { FOVEA_MODELS: femto.folder, FOVEA_MODEL: 'deimv2-femto' }))
    const rows = counts.map(count => {
      const runs = all.filter(each => each.count === count)
      const seconds = runs.map(each => each.seconds)
      // The others shared the machine with somebody.
      const fastest = Math.min(...seconds)
      return [
        count,
        seconds.map(each => each.toFixed(2)).join(' '),
        fastest.toFixed(2),
        (dataset.count / fastest).toFixed(1),
        Math.max(...runs.map(({ connections }) => connections)),
        [...new Set(runs.map(({ ap }) => ap.toFixed(4)))].join(' '),
      ]
    })
    console.log(
      `\n${dataset.count} photographs, DEIMv2 femto, workers of one core each on ${availableParallelism()} cores`,
    )
    console.log(table([['workers', 'seconds', 'fastest', 'images/s', 'connections', 'AP'], ...rows]))
    console.log(`load of the machine before: ${before.toFixed(1)}`)
  } finally {
    rmSync(folder, { recursive: true })
    femto.remove()
  }
}
