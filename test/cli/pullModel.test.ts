import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { transferText } from '../../src/cli/createTransferLine.ts'
import { loadModels } from '../../src/detector/loadModels.ts'
import { demoManifest } from '../detector/demoManifest.ts'
import { eventually } from '../helper/eventually.ts'
import { hasRetinaNet, needsRetinaNet, retinaNetFile } from '../helper/retinaNetFiles.ts'
import { runFovea } from '../helper/runFovea.ts'
import { kerasEntry, onnxBody, onnxEntry, sum, writeCatalogue } from '../models/catalogues.ts'
import { type Answer, sends, serve, status } from '../models/fileServer.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const body = await onnxBody(7_200) // 0.2 MB
const known = { format: 'onnx', bytes: body.length, sha256: sum(body) } as const

/** A catalogue with the model `m`, served so, and the command that pulls it into a folder of its own. */
async function place(...answers: Answer[]) {
  const server = await serve(...answers)
  const folder = temporaryFolder()
  const models = join(folder, 'models')
  const catalogue = writeCatalogue(folder, { m: onnxEntry({ url: server.url, ...known }) })
  const pull = (...args: string[]) =>
    runFovea(['models', 'pull', 'm', '--catalogue', catalogue, ...args], { FOVEA_MODELS: models })
  const files = () => readdirSync(models).filter(name => name !== '.downloads')
  return { ...server, models, catalogue, pull, files }
}

test('a model that was pulled is told with its licence, what was published of it and what to do next', async () => {
  const { pull, models } = await place(sends(body))
  const { code, stdout, stderr } = await pull('--name', 'mine').ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.trimEnd().split('\n')).toEqual([
    "labels     COCO's 80",
    `wrote      ${join(models, `mine.${sum(body).slice(0, 8)}.onnx`)}, 0.2 MB`,
    `manifest   ${join(models, 'mine.json')}`,
    'licence    Apache-2.0',
    'published  COCO AP 0.350, as the project states',
    '           coco_precision 33.15 %',
    '           These are different measures, not to be compared: docs/evaluation.md',
    'server     restart a running server to serve it',
    'next       npx fovea models check mine',
    '           FOVEA_MODEL=mine npm start',
  ])
  const list = await runFovea(['models', 'list', '--json'], { FOVEA_MODELS: models }).ended
  expect(JSON.parse(list.stdout)[0].accuracy).toEqual([
    { measure: 'COCO AP', value: '0.350', note: 'as the project states' },
    { measure: 'coco_precision', value: '33.15 %' },
  ])
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s in the middle leaves nothing under the name; the next pull goes on',
  async signal => {
    const { pull, models, files, asked, url } = await place(sends(body, { hangAfter: 70_000 }), sends(body))
    const first = pull()
    const parts = join(models, '.downloads')
    await eventually(() => {
      const part = readdirSync(parts).find(name => name.endsWith('.part'))
      expect(statSync(join(parts, part!)).size).toBe(70_000)
    })
    const { code, stdout, stderr } = await first.stop(signal)
    expect(code).toBe(130)
    expect(stdout).toContain(`${signal}: ending; what has come of a download stays (again to end at once)\n`)
    expect(stderr).toMatch(/^fovea: 0\.1 MB of it stay in \S+\.part; the next pull goes on from there\n$/)
    expect(files()).toEqual([])

    const host = new URL(url).host
    expect(await pull().ended).toMatchObject({
      code: 0,
      stderr: `fovea: ${host}: going on from 0.1 MB of 0.2 MB\n`,
    })
    expect(asked()).toEqual(['/model.pb whole', '/model.pb bytes=70000-'])
    expect((await loadModels(models))[0]?.sha256).toBe(sum(body))
    expect(existsSync(parts)).toBe(false)
  },
)

test('a process that is killed leaves a part that the next one takes over', async () => {
  const { pull, models, asked } = await place(sends(body, { hangAfter: 70_000 }), sends(body))
  const first = pull()
  const parts = join(models, '.downloads')
  await eventually(() => {
    const part = readdirSync(parts).find(name => name.endsWith('.part'))
    expect(statSync(join(parts, part!)).size).toBe(70_000)
  })
  await first.stop('SIGKILL')
  expect(await pull().ended).toMatchObject({ code: 0 })
  expect(asked().at(-1)).toBe('/model.pb bytes=70000-')
  expect(existsSync(parts)).toBe(false)
})

test('of two that pull the same at once, the second is refused', async () => {
  const { pull, models } = await place(sends(body, { hangAfter: 70_000 }))
  const first = pull()
  await eventually(() => expect(readdirSync(join(models, '.downloads')).join()).toContain('.lock'))
  const { code, stderr } = await pull().ended
  expect(code).toBe(2)
  expect(stderr).toMatch(
    new RegExp(
      `^fovea: Process ${first.child.pid} is downloading the same file to \\S+\\. Wait until it has ended; [^\\n]+\\n$`,
    ),
  )
})

test('a model that the catalogue does not have is answered with those that it has, exit code 2', async () => {
  const { catalogue } = await place(sends(body))
  const { code, stdout, stderr } = await runFovea(['models', 'pull', 'n', '--catalogue', catalogue]).ended
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^fovea: The catalogue has no model named "n"; it has: m\. [^\n]+\n$/)
})

test('a download that fails is one line and exit code 1', async () => {
  const { pull, url, models } = await place(status(404))
  const { code, stdout, stderr } = await pull().ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toBe(
    `fovea: ${new URL(url).host}: answers with status 404. Get the file elsewhere and give it with --from FILE, or name another address in the catalogue.\n`,
  )
  expect(existsSync(join(models, 'm.json'))).toBe(false)
})

test('a wrong file of the disk is one line and exit code 2', async () => {
  const { pull, models } = await place(sends(body))
  const from = join(temporaryFolder(), 'wrong')
  writeFileSync(from, 'wrong')
  const { code, stderr } = await pull('--from', from).ended
  expect(code).toBe(2)
  expect(stderr).toMatch(/^fovea: \S+wrong: it is not a file of the catalogue: [^\n]+\n$/)
  expect(existsSync(join(models, 'm.json'))).toBe(false)
})

test('what was published is said to be of another file where no sum is known of the one that came', async () => {
  const from = join(temporaryFolder(), 'mine.onnx')
  writeFileSync(from, body)
  const folder = temporaryFolder()
  const entry = onnxEntry(
    { url: 'https://models.example/two.onnx', format: 'onnx' },
    { url: 'https://models.example/one.onnx', format: 'onnx', bytes: 1, sha256: sum(body) },
  )
  const catalogue = writeCatalogue(folder, { m: entry })
  const args = ['models', 'pull', 'm', '--catalogue', catalogue, '--from', from]
  const { stdout } = await runFovea(args, { FOVEA_MODELS: join(folder, 'models') }).ended
  expect(stdout).toContain(
    'published  for one.onnx, not verified for this file:\n           COCO AP 0.350, as the project states\n',
  )
})

test('a model that is replaced is told with the file that stays for servers', async () => {
  const { pull, models } = await place(sends(body))
  mkdirSync(models)
  writeFileSync(join(models, 'm.json'), JSON.stringify(demoManifest({ name: 'm', file: 'm.12345678.onnx' })))
  expect((await pull('--force').ended).stdout).toContain(
    'server     replaced; m.12345678.onnx stays for servers that run with it: restart them\n',
  )
  expect((await pull('--force').ended).stdout).toContain(
    'server     replaced, with the same ONNX file: restart servers',
  )
})

test('a long download is told at every tenth of it that comes, where nobody sees a line overwritten', async () => {
  const { pull } = await place(async (_, response) => {
    response.writeHead(200, { 'content-length': body.length })
    for (let sent = 0; sent < 3; sent++) {
      response.write(body.subarray(sent * 50_000, (sent + 1) * 50_000))
      await new Promise(done => setTimeout(done, 600))
    }
    response.end(body.subarray(150_000))
  })
  const { code, stderr } = await pull().ended
  expect(code).toBe(0)
  const lines = stderr.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines)
    expect(line).toMatch(/^fovea: downloading: \d+ %, 0\.\d MB of 0\.2 MB, \d+\.\d MB\/s, \d+ s left$/)
  expect(lines.at(-1)).toContain(': 100 %, 0.2 MB')
})

test('how far it is: share, size, rate of this download alone, time left', () => {
  expect(transferText({ done: 64_200_000, total: 152_890_076, before: 0, seconds: 8 })).toBe(
    '41 %, 64.2 MB of 152.9 MB, 8.0 MB/s, 12 s left',
  )
  expect(transferText({ done: 64_200_000, total: 152_890_076, before: 56_200_000, seconds: 8 })).toBe(
    '41 %, 64.2 MB of 152.9 MB, 1.0 MB/s, 89 s left',
  )
  expect(transferText({ done: 64_200_000, total: undefined, before: 0, seconds: 8 })).toBe('64.2 MB, 8.0 MB/s')
})

test.skipIf(!hasRetinaNet)(
  `a file of keras-retinanet is downloaded and converted, with what was published of it ${needsRetinaNet}`,
  async () => {
    const bytes = readFileSync(await retinaNetFile('r50_coco80_frozen.pb'))
    const server = await serve(sends(bytes))
    const sha384 = createHash('sha384').update(bytes).digest('hex')
    const folder = temporaryFolder()
    const models = join(folder, 'models')
    const accuracy = [{ measure: 'COCO AP', value: '0.350' }]
    const entry = kerasEntry({ url: server.url, format: 'pb', bytes: bytes.length, sha384 })
    const catalogue = writeCatalogue(folder, { m: { ...entry, accuracy } })
    const args = ['models', 'pull', 'm', '--catalogue', catalogue]
    const { code, stdout, stderr } = await runFovea(args, { FOVEA_MODELS: models }).ended
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^read +resnet50, 80 classes, .+\nlabels +COCO's 80\nwrote .+\nmanifest +\S+m\.json\n/)
    const [model] = await loadModels(models)
    expect(model?.manifest).toMatchObject({
      name: 'm',
      labels: 'COCO_80',
      accuracy,
      input: { layout: 'NHWC', colour: 'BGR', resize: { rule: 'KERAS_RETINANET', short: 800, long: 1333 } },
    })
    expect(existsSync(join(models, '.downloads'))).toBe(false)
  },
)

test.skipIf(!hasRetinaNet)(`SIGINT in the middle of a conversion leaves nothing of it ${needsRetinaNet}`, async () => {
  const from = await retinaNetFile('r50_coco80_frozen.pb')
  const folder = temporaryFolder()
  const models = join(folder, 'models')
  const catalogue = writeCatalogue(folder, {
    m: kerasEntry({ url: 'https://models.example/m.pb', format: 'pb', bytes: statSync(from).size }),
  })
  const args = ['models', 'pull', 'm', '--catalogue', catalogue, '--from', from]
  const pull = runFovea(args, { FOVEA_MODELS: models })
  await eventually(() => expect(readdirSync(models).join()).toContain('.partial'))
  expect(await pull.stop('SIGINT')).toMatchObject({ code: 130, stderr: expect.stringContaining('no sum is published') })
  expect(readdirSync(models)).toEqual([])
  expect(existsSync(from)).toBe(true)
})
