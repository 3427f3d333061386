import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadModels } from '../../src/detector/loadModels.ts'
import { freshPath, partPath } from '../../src/models/partFile.ts'
import { pullModel } from '../../src/models/pullModel.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { hasRetinaNet, needsRetinaNet, retinaNetFile } from '../helper/retinaNetFiles.ts'
import { kerasEntry, onnxBody, onnxEntry, sum } from './catalogues.ts'
import { sends, serve, status } from './fileServer.ts'
import { pull } from './pull.ts'

const body = await onnxBody()
const wrong = Buffer.alloc(body.length, 'wrong')
const known = { format: 'onnx', bytes: body.length, sha256: sum(body) } as const

const file = `m.${sum(body).slice(0, 8)}.onnx`
const installed = [file, 'm.json']

test('what was pulled is a model of the folder, and nothing of the download is left', async () => {
  const { url } = await serve(sends(body))
  const { folder, result, files, parts, said } = await pull(onnxEntry({ url, ...known }))
  expect(result).toMatchObject({ name: 'm', file, licence: 'Apache-2.0', description: 'a model of the tests' })
  expect({ files, parts, said }).toEqual({ files: installed, parts: [], said: [] })
  const [model] = await loadModels(folder)
  expect(result.accuracy).toEqual([
    { measure: 'COCO AP', value: '0.350', note: 'as the project states' },
    { measure: 'coco_precision', value: '33.15 %' },
  ])
  expect(model).toMatchObject({ sha256: sum(body), manifest: result })
})

test('what a killed process had been sent anew goes with the part, once the model is there', async () => {
  const { url } = await serve(sends(body))
  const folder = temporaryFolder()
  const part = partPath(folder, url)
  mkdirSync(dirname(part))
  for (const path of [part, freshPath(part)]) {
    writeFileSync(path, body.subarray(0, 10))
    writeFileSync(`${path}.json`, '{}')
  }
  expect(await pull(onnxEntry({ url, ...known }), { folder })).toMatchObject({ files: installed, parts: [] })
})

test('where one source fails the next one is tried, and that is said', async () => {
  const first = await serve(status(404))
  const second = await serve(sends(body))
  const { files, said } = await pull(onnxEntry({ url: first.url, ...known }, { url: second.url, ...known }))
  expect(files).toEqual(installed)
  expect(said).toEqual([`${new URL(first.url).host}: answers with status 404; trying ${new URL(second.url).host}`])
})

test('where the first source has another file the next one is tried', async () => {
  const first = await serve(sends(wrong))
  const second = await serve(sends(body))
  const { files, said } = await pull(onnxEntry({ url: first.url, ...known }, { url: second.url, ...known }))
  expect(files).toEqual(installed)
  expect(said).toEqual([expect.stringMatching(/another file came: expected .+ but found .+; trying/)])
})

test('where every source fails, nothing is under the name, and what to do is told', async () => {
  const { url } = await serve(status(404))
  const { result, files, parts } = await pull(onnxEntry({ url, ...known }))
  expect(result).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    hint: 'Get the file elsewhere and give it with --from FILE, or name another address in the catalogue.',
  })
  expect({ files, parts }).toEqual({ files: [], parts: [] })
})

test('where the network fails, what it may be and the way without it are told', async () => {
  const url = 'http://127.0.0.1:9/m'
  const { folder, result } = await pull(onnxEntry({ url, ...known }))
  expect(result.hint).toBe(
    `Look at the network and at HTTPS_PROXY, or download ${url} elsewhere and give it with --from FILE.`,
  )
  expect(readdirSync(folder)).toEqual([])
})

test('where the sum is wrong the network is not blamed', async () => {
  const { url } = await serve(sends(wrong))
  const { result } = await pull(onnxEntry({ url, ...known }))
  expect(result.hint).toBe('Try another network, or get the file elsewhere and give it with --from FILE.')
})

test('of two sources on one host the file that is tried next is named', async () => {
  const { url } = await serve(status(404), sends(body))
  const { said } = await pull(onnxEntry({ url, ...known }, { url: url.replace('model.pb', 'files/x.h5'), ...known }))
  const { host } = new URL(url)
  expect(said).toEqual([`${host}: answers with status 404; trying ${host}/x.h5`])
})

test('a part of which no byte has come is not left behind, nor is its folder', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': body.length, etag: '"one"' }).flushHeaders()
  })
  const { folder, said } = await pull(onnxEntry({ url, ...known }), {}, { stallMs: 30 })
  expect(said.join()).not.toContain('stay in')
  expect(readdirSync(folder)).toEqual([])
})

test('a disk without room is said before anything is asked for, with what is missing', async () => {
  const { url, requests } = await serve(sends(body))
  const { result, files } = await pull(onnxEntry({ url, ...known, bytes: 2 ** 52 }))
  expect(result).toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringMatching(
      /: expected 4503599627\.4 MB of room but found \d+\.\d MB: \d+\.\d MB are missing\.$/,
    ),
    hint: 'Make room, or set FOVEA_MODELS to a folder on another disk.',
  })
  expect({ files, requests }).toEqual({ files: [], requests: [] })
})

test('what is converted needs room for both files', async () => {
  const { bavail, bsize } = statfsSync(tmpdir())
  const { url, requests } = await serve(status(404))
  const bytes = Math.floor(bavail * bsize * 0.75)
  const converted = await pull(kerasEntry({ url, format: 'h5', bytes }))
  expect(converted.result).toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
  expect(requests).toEqual([])
  expect((await pull(onnxEntry({ url, format: 'onnx', bytes }))).result).toMatchObject({ code: 'DOWNLOAD_FAILED' })
})

test('what was published of a file is not said of one whose sum is not known', async () => {
  const from = join(temporaryFolder(), 'mine.onnx')
  writeFileSync(from, body)
  const { url } = await serve(sends(body))
  const entry = onnxEntry({ url, format: 'onnx' })
  expect((await pull(entry, { from })).result).toMatchObject({ name: 'm', accuracy: undefined })
  expect((await pull(entry)).result).toMatchObject({ name: 'm', accuracy: undefined })
})

test('a name that is taken is refused before anything is asked for; with replace it is replaced', async () => {
  const { url, requests } = await serve(sends(body))
  const entry = onnxEntry({ url, ...known })
  const { folder } = await pull(entry)
  expect((await pull(entry, { folder })).result).toMatchObject({ code: 'BAD_USER_INPUT' })
  expect(requests).toHaveLength(1)
  expect(readdirSync(folder)).toEqual(installed)
  const again = await pull({ ...entry, description: 'a newer one' }, { folder, replace: true })
  expect(again.result).toMatchObject({ description: 'a newer one' })
  expect(again.files).toEqual(installed)
})

test('what was sent whole but is no model is removed where no sum speaks for it, and the next source is tried', async () => {
  const broken = await serve(sends(Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), body])))
  const none = await serve(status(404))
  const entry = kerasEntry({ url: broken.url, format: 'h5' }, { url: none.url, format: 'h5' })
  const { said, result, files, parts } = await pull(entry)
  expect(said).toEqual([
    expect.stringMatching(/: no sum is published of this file, .+; its SHA-256 is [0-9a-f]{64}$/),
    expect.stringMatching(/: what came is not the model, and is removed: .+; trying/),
  ])
  expect(result).toMatchObject({ code: 'DOWNLOAD_FAILED' })
  expect({ files, parts }).toEqual({ files: [], parts: [] })
})

test.each([
  ['a page', Buffer.from('<html>Log in first</html>'), {}, /expected an ONNX model but/],
  ['nothing', Buffer.alloc(0), {}, /expected an ONNX model but/],
  ['zeros', Buffer.alloc(5000), {}, /expected an ONNX model but|gives/],
  [
    'a model with another input',
    body,
    { name: 'images' },
    /the manifest names the input images but the file has image/,
  ],
])(
  '%s in place of an ONNX file without a sum is removed, and the next source is tried',
  async (_, sent, input, words) => {
    const first = await serve(sends(sent))
    const second = await serve(status(404))
    const entry = onnxEntry({ url: first.url, format: 'onnx' }, { url: second.url, format: 'onnx' })
    entry.manifest.input = { ...entry.manifest.input, ...input }
    const { said, result, files, parts } = await pull(entry)
    expect(said[1]).toMatch(/: what came is not the model, and is removed: [^/]+[^.]; trying /)
    expect(said[1]).toMatch(words)
    expect(result).toMatchObject({ code: 'DOWNLOAD_FAILED' })
    expect({ files, parts }).toEqual({ files: [], parts: [] })
  },
)

test('a folder of models that is a file is refused in one line, and nothing is said of what has come', async () => {
  const folder = join(temporaryFolder(), 'models')
  writeFileSync(folder, '')
  const said: string[] = []
  const entry = onnxEntry({ url: 'https://models.example/m', ...known })
  const pulled = pullModel({ entry, name: 'm', folder, replace: false }, { say: line => said.push(line) })
  await expect(pulled).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: `${join(folder, '.downloads')}: expected a folder but one above it is a file.`,
    hint: 'Set FOVEA_MODELS to a folder that can be written.',
  })
  expect(said).toEqual([])
})

test.skipIf(!hasRetinaNet)(
  `a file with other classes than the catalogue says is told with what takes it ${needsRetinaNet}`,
  async () => {
    const from = await retinaNetFile('r50_3class_training.h5')
    const entry = kerasEntry({ url: 'https://models.example/m.h5', format: 'h5' })
    const { result, files } = await pull(entry, { from })
    expect(result).toMatchObject({
      code: 'MODEL_INVALID',
      message: `${from}: expected 3 labels, one a class, but there are none in it.`,
      hint: expect.stringContaining(`fovea models convert ${from} --name NAME`),
    })
    expect(files).toEqual([])
  },
)

test.skipIf(!hasRetinaNet)(
  `a name that is taken while a file is read is told as one, not as a file that does not fit ${needsRetinaNet}`,
  async () => {
    const folder = temporaryFolder()
    const from = await retinaNetFile('r50_3class_training.h5')
    const entry = kerasEntry({ url: 'https://models.example/m.h5', format: 'h5' })
    const take = () => writeFileSync(join(folder, 'm.json'), '{}')
    const { result } = await pull(entry, { folder, from }, { say: take })
    expect(result).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('is there already') })
  },
)

test('what has the right sum and cannot be converted stays, as it need not be downloaded again', async () => {
  const { url, requests } = await serve(sends(body))
  const entry = kerasEntry({ url, ...known, format: 'h5' })
  const { folder, said, result, files, parts } = await pull(entry)
  expect(result).toMatchObject({ code: 'MODEL_INVALID' })
  expect(said).toEqual([`what was downloaded stays in ${partPath(folder, url)}`])
  expect(files).toEqual([])
  expect(parts.filter(name => name.endsWith('.part'))).toHaveLength(1)
  await pull(entry, { folder })
  expect(requests).toHaveLength(1)
})

test('a part that a live process is downloading is left to it; that of an ended one is taken over', async () => {
  const { url, requests } = await serve(sends(body))
  const folder = temporaryFolder()
  const part = partPath(folder, url)
  mkdirSync(dirname(part))
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  writeFileSync(`${part}.lock`, String(child.pid))
  const { result, files } = await pull(onnxEntry({ url, ...known }), { folder })
  expect(result).toMatchObject({
    code: 'ALREADY_RUNNING',
    message: `Process ${child.pid} is downloading the same file to ${part}.`,
  })
  expect(files).toEqual([])
  expect(requests).toHaveLength(0)

  const dead = new Promise(done => child.once('exit', done))
  child.kill('SIGKILL')
  await dead
  expect(await pull(onnxEntry({ url, ...known }), { folder })).toMatchObject({ files: installed, parts: [] })
})
