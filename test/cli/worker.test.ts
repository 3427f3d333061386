import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPostmaster } from '../../src/store/postgres/postmasterFile.ts'
import { createEvaluating, sceneName, sceneTruth, zipOf } from '../helper/evaluating.ts'
import { eventually } from '../helper/eventually.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { runFovea } from '../helper/runFovea.ts'
import { scene } from '../helper/scene.ts'
import { createSender } from '../helper/sender.ts'
import { killPostgres } from './killPostgres.ts'

const ready = ({ output }: ReturnType<typeof runFovea>) =>
  eventually(() => expect(output.stdout).toMatch(/^fovea worker is ready\n {2}database {4}\S.*\n {2}models {6}demo\n$/))

// One folder for all: the first to start makes the database, which takes a second.
let folder: string
let FOVEA_DATA: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fovea-worker-'))
  chmodSync(folder, 0o755) // as root, Postgres runs as another user
  FOVEA_DATA = join(folder, 'data')
})
afterAll(() => {
  killPostgres(join(FOVEA_DATA, 'postgres'))
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

test('a worker alone makes the database, and ends with it on Ctrl-C', async () => {
  const worker = runFovea(['worker'], { FOVEA_DATA })
  await ready(worker)
  expect(readPostmaster(join(FOVEA_DATA, 'postgres'))).toBeDefined()
  expect((await worker.stop('SIGINT')).code).toBe(0)
  expect(readPostmaster(join(FOVEA_DATA, 'postgres'))).toBeUndefined()
})

test('evaluations of a server with FOVEA_WORKER=0 wait for a worker, which joins its Postgres and leaves it running', async () => {
  const server = runFovea(['serve'], { FOVEA_DATA, FOVEA_WORKER: '0' })
  const url = await server.ready()
  const api = createEvaluating(createSender(url))
  const truth = JSON.parse(sceneTruth().toString())
  const ids = [1, 2]
  const some = {
    ...truth,
    images: truth.images.filter(({ id }: { id: number }) => ids.includes(id)),
    annotations: truth.annotations.filter(({ image_id: id }: { image_id: number }) => ids.includes(id)),
  }
  const { dataset } = await api.createDataset({
    groundTruth: { uploadId: await api.upload('some.json', JSON.stringify(some)) },
  })
  const photos = await zipOf(ids.map(id => ({ fileName: sceneName(id), bytes: scene(id) })))
  await api.addPhotos(dataset!.id, [{ uploadId: await api.upload('photos.zip', photos) }])
  const { evaluation } = await api.evaluate({ datasetId: dataset!.id, detections: { model: 'demo' } })
  await sleep(1500) // longer than a worker looks away
  expect((await api.find(evaluation!.id)).status).toBe('QUEUED')

  const worker = runFovea(['worker'], { FOVEA_DATA, FOVEA_LOG_LEVEL: 'info' })
  await ready(worker)
  expect(await api.finish(evaluation!.id)).toMatchObject({ status: 'COMPLETED', warnings: [] })
  for (const phase of ['DETECTING', 'MATCHING', 'ACCUMULATING', 'COMMITTING'])
    expect(worker.output.stderr).toContain(`"phase":"${phase}"`)
  const ended = await worker.stop('SIGTERM')
  expect(ended.code).toBe(0)
  expect(ended.stdout).toMatch(/stopped\n$/)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect((await server.stop('SIGTERM')).code).toBe(0)
})

test('a worker without its model is told so in one line', async () => {
  const worker = runFovea(['worker'], { DATABASE_URL: await freshDatabase(), FOVEA_MODEL: 'none' })
  const { code, stderr } = await worker.ended
  expect(code).toBe(2)
  expect(stderr).toMatch(/^fovea: .*none/)
})
