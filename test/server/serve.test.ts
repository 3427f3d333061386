import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DetectData } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { eventually } from '../helper/eventually.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { runFovea } from '../helper/runFovea.ts'
import { scene } from '../helper/scene.ts'
import { createSender } from '../helper/sender.ts'

const models = resolve(import.meta.dirname, '../../models')
type Manifest = { sha256: string; outputs: { boxes: { name: string } } }

let folder: string
let DATABASE_URL: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fovea-serve-'))
  DATABASE_URL = await freshDatabase()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The lines on stderr of a server that does not start; everything else has to be as for one that was refused. */
async function refusalOf(variables: Record<string, string>) {
  const { ended } = runFovea(['serve'], { DATABASE_URL, ...variables })
  const { code, stdout, stderr } = await ended
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).not.toMatch(/ {4}at |node:internal/)
  return stderr.trimEnd().split('\n')
}

test('row 58: without a key it does not start on an address that others can reach', async () => {
  const lines = await refusalOf({ HOST: '0.0.0.0' })
  expect(lines).toEqual([expect.stringMatching(/^fovea: HOST: 0\.0\.0\.0 .* set FOVEA_API_KEYS/)])
})

test('with a key it starts on such an address', async () => {
  const served = runFovea(['serve'], { DATABASE_URL, HOST: '0.0.0.0', FOVEA_API_KEYS: 'a-key-of-16-characters' })
  const { port } = new URL(await served.ready())
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(401)
  served.child.kill('SIGTERM')
  expect((await served.ended).code).toBe(0)
})

describe('row 59: a model that is not what its manifest says stops the start, in one line that says which', () => {
  function withModel(name: string, change: (manifest: Manifest) => void) {
    const modelsDir = join(folder, name.replaceAll(' ', '-'))
    mkdirSync(modelsDir)
    symlinkSync(join(models, 'demo-retinanet.onnx'), join(modelsDir, 'demo-retinanet.onnx'))
    cpSync(join(models, 'demo.json'), join(modelsDir, 'demo.json'))
    const manifest = JSON.parse(readFileSync(join(modelsDir, 'demo.json'), 'utf8')) as Manifest
    change(manifest)
    writeFileSync(join(modelsDir, 'demo.json'), JSON.stringify(manifest))
    return modelsDir
  }

  test('another SHA-256', async () => {
    const FOVEA_MODELS = withModel('hash', manifest => {
      manifest.sha256 = '0'.repeat(64)
    })
    const lines = await refusalOf({ FOVEA_MODELS })
    expect(lines).toEqual([
      expect.stringMatching(
        /^fovea: .*demo\.json: sha256: expected 0{64} but .*demo-retinanet\.onnx has [0-9a-f]{64}$/,
      ),
    ])
  })

  test('no ONNX file', async () => {
    const FOVEA_MODELS = withModel('no file', () => undefined)
    unlinkSync(join(FOVEA_MODELS, 'demo-retinanet.onnx'))
    const lines = await refusalOf({ FOVEA_MODELS })
    expect(lines).toEqual([
      expect.stringMatching(/^fovea: .*demo\.json: file: expected the model at .*demo-retinanet\.onnx/),
    ])
  })

  test('an output that the file lacks', async () => {
    const FOVEA_MODELS = withModel('output', manifest => {
      manifest.outputs.boxes.name = 'no_such_output'
    })
    const lines = await refusalOf({ FOVEA_MODELS })
    expect(lines).toEqual([
      expect.stringMatching(/^fovea: Model demo .*names the output no_such_output but the file has/),
    ])
  })

  test('a default model that there is not', async () => {
    const lines = await refusalOf({ FOVEA_MODEL: 'yolo' })
    expect(lines.join('\n')).toMatch(/^fovea: .*yolo[\s\S]*demo/)
  })
})

test('a database that does not answer stops the start, without its password', async () => {
  const { ended } = runFovea(['serve'], { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/x' })
  const { code, stderr } = await ended
  expect(code).toBe(1)
  expect(stderr).toMatch(/^fovea: .*127\.0\.0\.1:1\/x/)
  expect(stderr).not.toMatch(/hunter2| {4}at /)
})

test('a port that is taken stops the start', async () => {
  const served = runFovea(['serve'], { DATABASE_URL })
  const { port } = new URL(await served.ready())
  expect(await refusalOf({ PORT: port })).toEqual([expect.stringMatching(/^fovea: Port \d+ .* in use; set PORT/)])
  served.child.kill('SIGTERM')
  await served.ended
})

const isRefused = (port: number) =>
  new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })

test.each(['SIGTERM', 'SIGINT'] as const)(
  'row 60: %s under load: whatever was accepted is answered, what comes later is refused, and it ends well',
  async signal => {
    const served = runFovea(['serve'], { DATABASE_URL })
    const url = await served.ready()
    const port = Number(new URL(url).port)
    const { postMultipart, send } = createSender(url)
    connect(port, '127.0.0.1').on('error', () => undefined) // a browser keeps connections that never ask anything

    const answering = Array.from({ length: 6 }, (_, index) =>
      postMultipart<DetectData>(
        detectUploads([{ fileName: 'a.jpg', bytes: Buffer.concat([scene(1), Buffer.from([index])]) }]),
      ),
    )
    const agent = new Agent({ keepAlive: true }) // keeps its connection after the answer
    const upload = request(`${url}/uploads`, { method: 'PUT', agent, headers: { 'content-length': 100_000 } })
    const uploaded = new Promise(resolve =>
      upload.once('response', response => {
        response.resume()
        resolve(response.statusCode)
      }),
    )
    upload.write(Buffer.alloc(50_000))
    await eventually(async () => {
      const { text } = await send('/metrics')
      const [, waiting] = /^fovea_queue_images (\d+)$/m.exec(text) ?? []
      const [, done] = /^fovea_detector_images_done (\d+)$/m.exec(text) ?? []
      expect(Number(waiting) + Number(done)).toBe(6)
    })

    const began = performance.now()
    served.child.kill(signal)
    await eventually(async () => expect(await isRefused(port)).toBe(true))
    upload.end(Buffer.alloc(50_000))
    const answers = await Promise.all(answering)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(answers.map(({ data }) => data.detect.results[0]?.__typename)).toEqual(answers.map(() => 'DetectionRun'))
    expect(await uploaded).toBe(201)
    const { code, stdout } = await served.ended
    expect(code).toBe(0)
    agent.destroy()
    expect(stdout).toMatch(/stopped\s*$/)
    expect(performance.now() - began).toBeLessThan(15_000)
  },
)
