import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { keyOf } from '../../src/graphql/nodeId.ts'
import { databaseUrl } from '../../src/store/postgres/joinPostmaster.ts'
import { readPostmaster } from '../../src/store/postgres/postmasterFile.ts'
import { type DetectData, detectionFields, type Run } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { runFovea } from '../helper/runFovea.ts'
import { scene } from '../helper/scene.ts'
import { createSender } from '../helper/sender.ts'
import { killPostgres } from './killPostgres.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const wait = { timeout: 20_000, interval: 5 }

/** What `detections` gives of a run unless told otherwise. */
const detectionsShown = 100

type Stored = { id: string; announced: number; detections: number; bytes: number; size: number }
type File = { fileName: string; bytes: Uint8Array }

/** An image that nobody has sent yet: a JPEG may have anything behind its end. */
const uniqueImage = (name: string): File => ({
  fileName: `${name}.jpg`,
  bytes: Buffer.concat([scene(1), Buffer.from(name)]),
})

async function detect(url: string, files: readonly File[]): Promise<Run[]> {
  const { data } = await createSender(url).postMultipart<DetectData>(detectUploads(files))
  return data.detect.results.map(result => {
    if (result.__typename === 'DetectionRun') return result
    throw new Error(result.message)
  })
}

/** What the API says of a run now, in the form in which `detect` answered it, and the bytes of its image. */
async function readBack(url: string, id: string) {
  const { graphql } = createSender(url)
  const { data } = await graphql<{ node: (Run & { image: { url: string } }) | null }>(
    `query ($id: ID!) { node(id: $id) { __typename ... on DetectionRun {
      id image { id sha256 width height fileName orientation url } detections(minScore: 0) { ${detectionFields} }
    } } }`,
    { id },
  )
  if (!data.node) return undefined
  const { url: imageUrl, ...image } = data.node.image
  const bytes = Buffer.from(await (await fetch(imageUrl)).arrayBuffer())
  return { run: { ...data.node, image }, bytes }
}

const directoryOf = (dataDir: string) => join(dataDir, 'postgres')

/** A connection to the database of a server that runs. */
async function connect(dataDir: string): Promise<pg.Client> {
  const directory = directoryOf(dataDir)
  const client = new pg.Client({ connectionString: databaseUrl(directory, readPostmaster(directory)!.port!) })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end().catch(() => undefined))
  return client
}

/** Holds up whoever stores a run, and waits until somebody has stored an image and waits to store its run. */
async function catchInTheMiddle(dataDir: string): Promise<void> {
  const client = await connect(dataDir)
  await client.query('BEGIN')
  await client.query('LOCK TABLE detection_run IN SHARE MODE')
  await vi.waitFor(async () => {
    const { rows } = await client.query('SELECT FROM pg_locks WHERE NOT granted')
    expect(rows.length).toBeGreaterThan(0)
  }, wait)
}

test('what was answered is there, to the bit, after kill -9 of all processes right after the answer, and of the server alone', async () => {
  const FOVEA_DATA = join(temporaryFolder(), 'data')
  const files = [uniqueImage('one'), uniqueImage('two')]
  const first = runFovea(['serve'], { FOVEA_DATA })
  const answered = await detect(await first.ready(), files)
  killPostgres(directoryOf(FOVEA_DATA))
  await first.stop('SIGKILL')
  expect(answered[0]!.detections.length).toBeGreaterThan(0)

  const second = runFovea(['serve'], { FOVEA_DATA })
  const url = await second.ready()
  for (const [index, run] of answered.entries())
    expect(await readBack(url, run.id)).toEqual({ run, bytes: files[index]!.bytes })

  // Killed alone, it leaves its Postgres to the next one.
  const [last] = await detect(url, [uniqueImage('three')])
  const postgres = readPostmaster(directoryOf(FOVEA_DATA))!.pid
  await second.stop('SIGKILL')
  const third = runFovea(['serve'], { FOVEA_DATA })
  expect((await readBack(await third.ready(), last!.id))?.run).toEqual(last)
  expect(readPostmaster(directoryOf(FOVEA_DATA))?.pid).toBe(postgres)
  expect((await third.stop('SIGTERM')).code).toBe(0)
  expect(readPostmaster(directoryOf(FOVEA_DATA))).toBeUndefined()
})

test('of concurrent calls cut short by kill -9 at any moment, those answered are there, and none is double or half', async () => {
  const FOVEA_DATA = join(temporaryFolder(), 'data')
  const acknowledged = new Map<string, number>()
  let sent = 0

  /** Detects two new images at a time until the server is gone. */
  async function call(url: string): Promise<void> {
    for (;;) {
      const files = [uniqueImage(`image ${sent++}`), uniqueImage(`image ${sent++}`)]
      for (const { id, detections } of await detect(url, files)) acknowledged.set(id, detections.length)
    }
  }

  const moments = [randomInt(0, 300), randomInt(0, 300), 'in the middle of storing'] as const
  for (const [round, moment] of moments.entries()) {
    const before = acknowledged.size
    const server = runFovea(['serve'], { FOVEA_DATA, FOVEA_WORKERS: '2' })
    const url = await server.ready()
    const calls = [1, 2, 3, 4].map(() => call(url).catch(() => undefined))
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(before), wait)
    await (typeof moment === 'number' ? sleep(moment) : catchInTheMiddle(FOVEA_DATA))
    if (round % 2 === 0) killPostgres(directoryOf(FOVEA_DATA))
    await server.stop('SIGKILL')
    await Promise.all(calls)
  }

  await runFovea(['serve'], { FOVEA_DATA }).ready()
  const when = `killed after ms: ${moments}`
  const database = await connect(FOVEA_DATA)
  const { rows: stored } = await database.query<Stored>(
    `SELECT r.id::text, detection_count AS announced, i.byte_size AS size, length(b.bytes) AS bytes,
       (SELECT count(*)::int FROM detection WHERE run_id = r.id) AS detections
     FROM detection_run r JOIN image i ON i.id = r.image_id LEFT JOIN image_bytes b ON b.image_id = i.id`,
  )
  const { rows: images } = await database.query('SELECT FROM image')
  for (const { id, announced, detections, bytes, size } of stored)
    expect({ id, detections, bytes }, when).toEqual({ id, detections: announced, bytes: size })
  expect(images.length, `${when}: an image for each run, as every image was sent once`).toBe(stored.length)
  expect(stored.length, when).toBeLessThanOrEqual(sent)
  const detectionsOf = new Map(stored.map(({ id, detections }) => [id, Math.min(detections, detectionsShown)]))
  for (const [id, detections] of acknowledged)
    expect(detectionsOf.get(keyOf('DetectionRun', id)!), when).toBe(detections)
})
