import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadModels } from '../../src/detector/loadModels.ts'
import { installModel } from '../../src/models/installModel.ts'
import { withPartialFile } from '../../src/models/withPartialFile.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { demoManifest } from '../detector/demoManifest.ts'

const sum = (text: string) => createHash('sha256').update(text).digest('hex')
const fileNameOf = (name: string, text: string) => `${name}.${sum(text).slice(0, 8)}.onnx`

/** Installs a file of this text as a model made elsewhere. */
function install(folder: string, name: string, text: string, replace = false) {
  const { file, sha256, ...manifest } = demoManifest({ name })
  const path = join(folder, '.new')
  writeFileSync(path, text)
  return installModel(folder, manifest, { path, sha256: sum(text) }, { replace })
}

const entries = (folder: string) => readdirSync(folder).sort()

test('an installed model is loaded with the manifest that was answered, and nothing else is left', async () => {
  const folder = temporaryFolder()
  const manifest = await install(folder, 'm', 'one')
  const [model] = await loadModels(folder)
  expect(model!.manifest).toEqual(manifest)
  expect(entries(folder)).toEqual([fileNameOf('m', 'one'), 'm.json'])
})

test('a model of that name stays as it is, unless it is to be replaced; its file stays once more', async () => {
  const folder = temporaryFolder()
  await install(folder, 'm', 'one')
  await expect(install(folder, 'm', 'two')).rejects.toThrow('a model named m is there already: --force replaces it')
  expect(entries(folder)).toEqual(['.new', fileNameOf('m', 'one'), 'm.json'])
  await install(folder, 'm', 'two', true)
  const both = [fileNameOf('m', 'one'), fileNameOf('m', 'two')].sort()
  expect(entries(folder)).toEqual([...both, 'm.json'])
  await install(folder, 'm', 'three', true)
  expect(entries(folder)).toEqual([fileNameOf('m', 'three'), fileNameOf('m', 'two'), 'm.json'].sort())
  await install(folder, 'm', 'three', true)
  expect(entries(folder)).toEqual([fileNameOf('m', 'three'), 'm.json'])
  expect(await loadModels(folder)).toHaveLength(1)
})

test('a model that is replaced, by itself and by another one, is still as a server that runs has read it', async () => {
  const folder = temporaryFolder()
  await install(folder, 'm', 'one')
  const [model] = await loadModels(folder)
  await setTimeout(5) // its file would have another time
  await install(folder, 'm', 'one', true)
  await install(folder, 'm', 'two', true)
  expect(statSync(model!.file).mtimeMs).toBe(model!.written)
})

const writeManifest = (folder: string, name: string, file: string) =>
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(demoManifest({ name, file })))

test('replacing removes a file only when no other manifest names it', async () => {
  const folder = temporaryFolder()
  await install(folder, 'a', 'one')
  writeManifest(folder, 'b', fileNameOf('a', 'one'))
  await install(folder, 'a', 'two', true)
  await install(folder, 'a', 'three', true)
  expect(entries(folder)).toContain(fileNameOf('a', 'one'))
  await install(folder, 'b', 'two', true)
  await install(folder, 'a', 'four', true)
  expect(entries(folder)).not.toContain(fileNameOf('a', 'one'))
})

test.each(['mine.onnx', 'm.onnx', '../mine.onnx', '../m.onnx'])(
  'replacing leaves %s alone, which a person put there and wrote the manifest of',
  async file => {
    const folder = join(temporaryFolder(), 'models')
    mkdirSync(folder)
    writeManifest(folder, 'm', file)
    writeFileSync(join(folder, file), 'of a person')
    await install(folder, 'm', 'one', true)
    await install(folder, 'm', 'two', true)
    expect(readFileSync(join(folder, file), 'utf8')).toBe('of a person')
  },
)

test('replacing leaves a file alone that has the name of an installed one and was changed', async () => {
  const folder = temporaryFolder()
  await install(folder, 'm', 'one')
  writeFileSync(join(folder, fileNameOf('m', 'one')), 'of a person')
  await install(folder, 'm', 'two', true)
  await install(folder, 'm', 'three', true)
  expect(readFileSync(join(folder, fileNameOf('m', 'one')), 'utf8')).toBe('of a person')
})

test.each([
  ['a folder', (path: string) => mkdirSync(path)],
  ['no JSON', (path: string) => writeFileSync(path, '{')],
  ['a link to nothing', (path: string) => symlinkSync('/nowhere/at/all', path)],
])('where a manifest beside is %s the model is replaced and the earlier files stay', async (_, make) => {
  const folder = temporaryFolder()
  await install(folder, 'm', 'one')
  make(join(folder, 'beside.json'))
  await install(folder, 'm', 'two', true)
  await expect(install(folder, 'm', 'three', true)).resolves.toMatchObject({ file: fileNameOf('m', 'three') })
  const files = ['one', 'two', 'three'].map(text => fileNameOf('m', text))
  expect(entries(folder)).toEqual([...files, 'beside.json', 'm.json'].sort())
})

test('a manifest that is none is refused in one line, and nothing is left', async () => {
  const folder = temporaryFolder()
  const { file, sha256, ...manifest } = demoManifest({ name: 'm', licence: '' })
  const onnx = { path: join(folder, '.new'), sha256: sum('one') }
  await expect(installModel(folder, manifest, onnx, { replace: false })).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: 'The manifest of m: licence: expected some text but found "".',
  })
  expect(entries(folder)).toEqual([])
})

test('a manifest that cannot be read may be replaced', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'm.json'), '{')
  await install(folder, 'm', 'one', true)
  expect(entries(folder)).toEqual([fileNameOf('m', 'one'), 'm.json'])
})

test.each(['', '.m', '../m', 'a/b', 'ä', 'x'.repeat(65), 'catalogue', 'Catalogue'])(
  'a model cannot be named %j',
  async name => {
    const folder = temporaryFolder()
    await expect(install(folder, name, 'one', true)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(entries(folder)).toEqual(['.new'])
  },
)

test('where the manifest cannot be written the folder is as before, and what cannot be written is said', async () => {
  const folder = temporaryFolder()
  const { file, sha256, ...manifest } = demoManifest({ name: 'm' })
  const onnx = { path: join(folder, '.missing'), sha256: sum('one') }
  await expect(installModel(folder, manifest, onnx, { replace: false })).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringMatching(/^\S+: the model cannot be written there \(.*ENOENT.*\)\.$/),
  })
  expect(entries(folder)).toEqual([])
})

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid!
}

test('what a dead process left is removed, what a living one works on and everything else is not', async () => {
  const folder = temporaryFolder()
  const living = `.m.${process.ppid}.partial`
  const others = [living, '.m.partial', 'm.1.partial', `.m.${process.ppid}.partial.onnx`]
  for (const name of [`.m.${await deadPid()}.partial`, ...others]) writeFileSync(join(folder, name), 'x')
  const during = await withPartialFile(folder, 'n', async path => {
    writeFileSync(path, 'y')
    return entries(folder)
  })
  expect(during).toEqual([...others, `.n.${process.pid}.partial`].sort())
  expect(entries(folder)).toEqual(others.sort())
})

test('a partial file goes when the work fails, and the error is the one of the work', async () => {
  const folder = temporaryFolder()
  const work = withPartialFile(folder, 'n', async path => {
    writeFileSync(path, 'y')
    throw new TypeError('of the work')
  })
  await expect(work).rejects.toThrow(new TypeError('of the work'))
  expect(entries(folder)).toEqual([])
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends the process and removes every partial file',
  async signal => {
    const folder = temporaryFolder()
    const url = new URL('../../src/models/withPartialFile.ts', import.meta.url).href
    const program = `
    import { writeFileSync } from 'node:fs'
    const { withPartialFile } = await import(${JSON.stringify(url)})
    await withPartialFile(${JSON.stringify(folder)}, 'a', a => withPartialFile(${JSON.stringify(folder)}, 'b', async b => {
      writeFileSync(a, 'x')
      writeFileSync(b, 'x')
      console.log('ready')
      await new Promise(resolve => setTimeout(resolve, 60_000))
    }))`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    expect(entries(folder)).toHaveLength(2)
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([null, signal])
    expect(entries(folder)).toEqual([])
  },
)

test('a folder that cannot be made is said', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  const refused = (path: string, found: string) =>
    expect(withPartialFile(path, 'm', async () => 1)).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: `${path}: expected a folder but ${found}.`,
      hint: 'Set FOVEA_MODELS to a folder that can be written.',
    })
  await refused(join(folder, 'file'), 'found a file')
  await refused(join(folder, 'file', 'models'), 'one above it is a file')
})

test('a link with the name of an installed file goes once it was replaced, and the file itself stays', async () => {
  const folder = temporaryFolder()
  const elsewhere = join(temporaryFolder(), 'original.onnx')
  writeFileSync(elsewhere, 'mine')
  symlinkSync(elsewhere, join(folder, fileNameOf('m', 'mine')))
  writeManifest(folder, 'm', fileNameOf('m', 'mine'))
  await install(folder, 'm', 'one', true)
  await install(folder, 'm', 'one', true)
  expect(entries(folder)).toEqual([fileNameOf('m', 'one'), 'm.json'])
  expect(readFileSync(elsewhere, 'utf8')).toBe('mine')
})
