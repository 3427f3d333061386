import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeModel } from '../../src/models/removeModel.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'

const sha256 = '0123abcd'.repeat(8)
const installed = 'm.0123abcd.onnx'

/** A folder with these files; what is no text is written as JSON. */
function folderOf(files: Record<string, object | string>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}
const entries = (folder: string) => readdirSync(folder).sort()

test('a manifest and the file that was installed with it go, and no others', async () => {
  const folder = folderOf({
    'm.json': { file: installed, sha256 },
    [installed]: '',
    'm.ffffffff.onnx': '',
    'n.json': {},
  })
  expect(await removeModel(folder, 'm')).toEqual({ file: installed })
  expect(entries(folder)).toEqual(['m.ffffffff.onnx', 'n.json'])
})

test('what a replacement left goes too, unless a manifest names it', async () => {
  const left = (content: string) => `m.${createHash('sha256').update(content).digest('hex').slice(0, 8)}.onnx`
  const folder = folderOf({
    'm.json': { file: installed, sha256 },
    [installed]: '',
    [left('old')]: 'old',
    [left('older')]: 'older',
    'n.json': { file: left('older') },
  })
  await removeModel(folder, 'm')
  expect(entries(folder)).toEqual([left('older'), 'n.json'])
})

test.each(['m.onnx', 'm.ffffffff.onnx', 'n.0123abcd.onnx', '../m.0123abcd.onnx'])(
  'the file %s, which a person put there, stays',
  async file => {
    const folder = folderOf({ 'm.json': { file, sha256 }, 'm.onnx': '', 'm.ffffffff.onnx': '', 'n.0123abcd.onnx': '' })
    expect(await removeModel(folder, 'm')).toEqual({ file, kept: 'PUT_THERE' })
    expect(entries(folder)).toEqual(['m.ffffffff.onnx', 'm.onnx', 'n.0123abcd.onnx'])
  },
)

test.each([JSON.stringify({ file: installed }), `{ "file": "./${installed}",`])(
  'a file that another manifest names stays, broken or not: %s',
  async other => {
    const folder = folderOf({ 'm.json': { file: installed, sha256 }, [installed]: '', 'other.json': other })
    expect(await removeModel(folder, 'm')).toEqual({ file: installed, kept: 'NAMED' })
    expect(entries(folder)).toEqual([installed, 'other.json'])
  },
)

test('a broken manifest can be removed, and one whose file is missing', async () => {
  const folder = folderOf({ 'broken.json': '{', 'm.json': { file: installed, sha256 } })
  expect(await removeModel(folder, 'broken')).toBeUndefined()
  expect(await removeModel(folder, 'm')).toEqual({ file: installed })
  expect(entries(folder)).toEqual([])
})

test('an unknown name lists those there are, and neither the demo model nor the catalogue is removed', async () => {
  const folder = folderOf({ 'a.json': {}, 'demo.json': {}, 'catalogue.json': {} })
  for (const name of ['x', 'catalogue', '../a', ''])
    await expect(removeModel(folder, name)).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: `There is no model named ${JSON.stringify(name)}; there are: a, demo.`,
    })
  await expect(removeModel(folder, 'demo')).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'demo comes with fovea and cannot be removed.',
  })
  expect(entries(folder)).toEqual(['a.json', 'catalogue.json', 'demo.json'])
})
