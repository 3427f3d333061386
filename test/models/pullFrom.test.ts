import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { demoManifest } from '../detector/demoManifest.ts'
import { onnxBody, onnxEntry, sum } from './catalogues.ts'
import { pull } from './pull.ts'

const body = await onnxBody()
const wrong = Buffer.alloc(body.length, 'wrong')
const known = { format: 'onnx', bytes: body.length, sha256: sum(body) } as const
const file = `m.${sum(body).slice(0, 8)}.onnx`
const installed = [file, 'm.json']

test('a file of the disk in place of a download stays where it is', async () => {
  const from = join(temporaryFolder(), 'mine.onnx')
  writeFileSync(from, body)
  const { files, result, said } = await pull(onnxEntry({ url: 'https://models.example/m', ...known }), { from })
  expect(result).toMatchObject({ file })
  expect({ files, said }).toEqual({ files: installed, said: [] })
  expect(readFileSync(from).equals(body)).toBe(true)
})

test.each([
  [
    'of another length',
    body.subarray(1),
    /expected (\d+) bytes, SHA-256 \w{64} but found (?!\1 )\d+ bytes, SHA-256 \w{64}$/,
  ],
  ['of the right length', wrong, /expected (\d+) bytes, SHA-256 \w{64} but found \1 bytes/],
  ['that is empty', Buffer.alloc(0), /but found 0 bytes/],
])('another file of the disk %s is refused', async (_, bytes, words) => {
  const from = join(temporaryFolder(), 'mine.onnx')
  writeFileSync(from, bytes)
  const { result, files } = await pull(onnxEntry({ url: 'https://models.example/m', ...known }), { from })
  expect(result).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(words) })
  expect(files).toEqual([])
})

test('a path that is no file is refused', async () => {
  const folder = temporaryFolder()
  const entry = onnxEntry({ url: 'https://models.example/m', ...known })
  const refusal = async (from: string) => (await pull(entry, { from })).result.message
  expect(await refusal(join(folder, 'none'))).toBe(`${join(folder, 'none')}: expected a file but there is none`)
  expect(await refusal(folder)).toBe(`${folder}: expected a file but found a folder`)
})

test('a file of the disk that is no ONNX model is refused where no sum tells, and stays', async () => {
  const from = join(temporaryFolder(), 'passwd')
  writeFileSync(from, 'root:x:0:0')
  const { result, files } = await pull(onnxEntry({ url: 'https://models.example/m', format: 'onnx' }), { from })
  expect(result).toMatchObject({
    code: 'MODEL_INVALID',
    message: expect.stringMatching(new RegExp(`^${from}: expected an ONNX model but .+\\.$`)),
  })
  expect(files).toEqual([])
  expect(readFileSync(from, 'utf8')).toBe('root:x:0:0')
})

test('a file of the disk that lies among the models stays where it is, also when its model is replaced', async () => {
  const folder = temporaryFolder()
  const from = join(folder, 'mine.onnx')
  writeFileSync(from, body)
  writeFileSync(join(folder, 'm.json'), JSON.stringify(demoManifest({ name: 'm', file: 'mine.onnx' })))
  const entry = onnxEntry({ url: 'https://models.example/m', ...known })
  const { files } = await pull(entry, { folder, from, replace: true })
  expect(files).toEqual([...installed, 'mine.onnx'].sort())
})

test('a signal ends the pull of a file of the disk before anything is installed', async () => {
  const from = join(temporaryFolder(), 'mine.onnx')
  writeFileSync(from, body)
  const entry = onnxEntry({ url: 'https://models.example/m', ...known })
  const signal = AbortSignal.abort(new Error('asked to end'))
  const { result, files } = await pull(entry, { from }, { signal })
  expect(result).toEqual(new Error('asked to end'))
  expect(files).toEqual([])
})
