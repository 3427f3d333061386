import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEvaluating, type Evaluated } from '../helper/evaluating.ts'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const key = 'a-key-that-is-long-enough'
const authorization = { authorization: `Bearer ${key}` }
const name = 'run "7"; ../<b>日本</b>\r\n.json'

let server: TestServer
let api: ReturnType<typeof createEvaluating>
let datasetId: string
let done: Evaluated
beforeAll(async () => {
  server = await startServer({ FOVEA_API_KEYS: key })
  api = createEvaluating(server, authorization)
  const truth = {
    images: Array.from({ length: 2000 }, (_, index) => ({ id: index + 1, file_name: `${index}.jpg` })),
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 20, 20] }],
    categories: [{ id: 1, name: '</script><img src=x onerror=alert(1)>' }],
  }
  const groundTruth = { uploadId: await api.upload('truth.json', JSON.stringify(truth)) }
  datasetId = (await api.createDataset({ groundTruth })).dataset!.id
  const results = Array.from({ length: 100_000 }, (_, index) => ({
    ...{ image_id: 1 + (index % 2000), category_id: 1, bbox: [1, 1, 20, 20], score: (index + 1) / 200_000 },
  }))
  const uploadId = await api.upload('results.json', JSON.stringify(results))
  const { evaluation } = await api.evaluate({ datasetId, detections: { uploadId }, name })
  done = await api.finish(evaluation!.id)
  expect(done.status).toBe('COMPLETED')
}, 60_000)
afterAll(() => server.stop())

const path = (address: string) => address.slice(server.url.length)
const plain = (file: string, id = done.id) => `/evaluations/${id}/${file}`

test('results are an array of COCO results under a name that no file system and no header can be tricked with', async () => {
  const answer = await server.send<never>(plain('results.json'), { headers: authorization })
  expect(answer.status).toBe(200)
  const rows = JSON.parse(answer.text)
  expect(rows).toHaveLength(100_000)
  expect(rows[0]).toEqual({ image_id: 1, category_id: 1, bbox: [1, 1, 20, 20], score: expect.any(Number) })
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const disposition = answer.headers.get('content-disposition')!
  expect(disposition).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''[\w.%-]+$/)
  expect(disposition.slice(0, disposition.indexOf('; filename*'))).not.toMatch(/[/\\<>]|".*".*"/)
  expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toMatch(/^run _7_.*日本.*\.results\.json$/)
})

test('results are the same bytes whole and zipped', async () => {
  const headers = { ...authorization, 'accept-encoding': 'identity' }
  const whole = (await server.send(plain('results.json'), { headers })).text
  const raw = await new Promise<Buffer>((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    const parts: Buffer[] = []
    socket.on('data', part => parts.push(part)).on('error', reject)
    socket.on('end', () => resolve(Buffer.concat(parts)))
    socket.write(
      `GET ${plain('results.json')} HTTP/1.0\r\nauthorization: ${authorization.authorization}\r\naccept-encoding: gzip\r\n\r\n`,
    )
  })
  const body = raw.indexOf('\r\n\r\n') + 4
  expect(raw.subarray(0, body).toString()).toMatch(/content-encoding: gzip/)
  expect(raw.length).toBeLessThan(whole.length / 3)
  expect(gunzipSync(raw.subarray(body)).toString()).toBe(whole)
})

test('the report is a page that may load and run nothing, whatever names hold', async () => {
  const answer = await server.send(plain('report.html'), { headers: authorization })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^;]+;.*frame-ancestors 'none'$/,
  )
  expect(answer.text).toMatch(/^<!doctype html>/)
  expect(answer.text).not.toMatch(/<img|<script|onerror=alert\(1\)>/)
  expect((await server.send(plain('report.html'), { headers: authorization })).text).toBe(answer.text)
})

test('both need a key, or the signed address of the evaluation, which is good for nothing else', async () => {
  for (const [file, address] of [
    ['results.json', done.resultsUrl!],
    ['report.html', done.reportUrl!],
  ] as const) {
    expectRefused(await server.send(plain(file)), 401, 'UNAUTHENTICATED', /signature/)
    expect((await server.send(path(address))).status).toBe(200)
    const other = path(address).replace(file, file === 'report.html' ? 'results.json' : 'report.html')
    expectRefused(await server.send(other), 401, 'UNAUTHENTICATED', /signature/)
    expectRefused(await server.send(path(address).replace(/.$/, '!')), 401, 'UNAUTHENTICATED', /signature/)
  }
  expectRefused(await server.graphql('{ evaluations(first: 1) { totalCount } }'), 401, 'UNAUTHENTICATED', /API key/)
})

test('an id of nothing, or of something else, has neither', async () => {
  for (const id of ['evl_00000000000000000000000000000000', datasetId, 'x', '..%2f'])
    for (const file of ['results.json', 'report.html'])
      expectRefused(await server.send(plain(file, id), { headers: authorization }), 404, 'NOT_FOUND', /evaluation/)
})

test('an evaluation that is not completed has neither yet, and says how it stands', async () => {
  const uploadId = await api.upload('r.json', '[{"image_id":1,"category_id":1,"bbox":[1,1,9,9],"score":0.01}]')
  const { evaluation } = await api.evaluate({ datasetId, detections: { uploadId } })
  await api.finish(evaluation!.id)
  const stand = (status: string) =>
    server.sql('UPDATE evaluation SET status = $2 WHERE id = $1::uuid', [evaluation!.id.slice(4), status])
  for (const [status, retry] of [
    ['QUEUED', '5'],
    ['RUNNING', '5'],
    ['FAILED', null],
    ['CANCELLED', null],
  ] as const) {
    await stand(status)
    for (const file of ['results.json', 'report.html']) {
      const answer = await server.send(plain(file, evaluation!.id), { headers: authorization })
      expectRefused(answer, 409, 'EVALUATION_UNFINISHED', new RegExp(status))
      expect(answer.headers.get('retry-after')).toBe(retry)
    }
  }
})

test('readers that leave in the middle hold no place, however many', async () => {
  for (let reader = 0; reader < 40; reader++) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.write(
      `GET ${plain('results.json')} HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization.authorization}\r\n\r\n`,
    )
    await new Promise(resolve => socket.once('data', resolve))
    socket.destroy()
  }
  await eventually(async () =>
    expect((await server.send(plain('results.json'), { headers: authorization })).status).toBe(200),
  )
})
