import { writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadModels } from '../../src/detector/loadModels.ts'
import { findEntry, readCatalogue } from '../../src/models/readCatalogue.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { kerasEntry, onnxEntry, writeCatalogue } from './catalogues.ts'

const source = { url: 'https://models.example/m.onnx', format: 'onnx' } as const
const read = (models: Record<string, unknown>) => readCatalogue(writeCatalogue(temporaryFolder(), models))

test('the catalogue of fovea has retinanet-tf, first the file whose sum is published', async () => {
  const entry = findEntry(await readCatalogue(resolve('models/catalogue.json')), 'retinanet-tf')
  expect(entry).toMatchObject({ kind: 'keras-retinanet', layout: 'keras', labels: 'COCO_80', licence: 'Apache-2.0' })
  expect(entry.sources.map(({ url, bytes, sha384 }) => [new URL(url).host, bytes, sha384?.slice(0, 8)])).toEqual([
    ['storage.openvinotoolkit.org', 152_890_076, '0f51df51'],
    ['github.com', undefined, undefined],
  ])
})

test('the catalogue lies beside the manifests without being taken for one', async () => {
  expect((await loadModels(resolve('models'))).map(({ manifest }) => manifest.name)).not.toContain('catalogue')
})

test('a name that it does not have is answered with those that it has', async () => {
  const catalogue = await read({ one: onnxEntry(source), two: onnxEntry(source) })
  expect(() => findEntry(catalogue, 'three')).toThrow('The catalogue has no model named "three"; it has: one, two.')
  expect(() => findEntry(catalogue, 'three')).toThrow(
    expect.objectContaining({ hint: expect.stringMatching(/`fovea models add`.+`fovea models convert`/) }),
  )
  expect(() => findEntry(catalogue, 'toString')).toThrow('The catalogue has no model named "toString"')
})

test.each([
  ['a sum of another length', { sources: [{ ...source, sha256: 'abc' }] }, 'one.sources[0].sha256: expected 64'],
  ['an address of a file', { sources: [{ ...source, url: 'file:///m' }] }, 'one.sources[0].url: expected an address'],
  ['no source', { sources: [] }, 'one.sources: expected at least 1 but found []'],
  ['a kind that there is not', { kind: 'torch' }, 'one.kind: expected "keras-retinanet" or "onnx" but found "torch"'],
  ['a field that there is not', { homepage: 'x' }, 'one.homepage: expected no such field'],
  ['a manifest without an input', { manifest: {} }, 'one.manifest.input: expected object but found nothing'],
  ['an empty licence', { licence: '' }, 'one.licence: expected some text but found ""'],
  ['a manifest with its own licence', { manifest: { licence: 'MIT' } }, 'one.manifest.licence: expected no such field'],
  [
    'an ONNX model in a file of Keras',
    { sources: [{ ...source, format: 'h5' }] },
    'one.sources[0].format: expected "onnx" but found "h5"',
  ],
])('%s is refused with the file and the field', async (_, change, words) => {
  await expect(read({ one: { ...onnxEntry(source), ...change } })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(/^\S+models-there-are\.json: [^\n]+$/),
  })
  await expect(read({ one: { ...onnxEntry(source), ...change } })).rejects.toThrow(words)
})

test('a model of Keras is not read of an ONNX file', async () => {
  const entry = { ...kerasEntry(), sources: [source] }
  await expect(read({ one: entry })).rejects.toThrow('one.sources[0].format: expected "h5" or "pb" but found "onnx"')
})

test('a name that no model can have is refused', async () => {
  await expect(read({ '../one': onnxEntry(source) })).rejects.toThrow(
    /models-there-are\.json: \.\.\/one: expected 1 to 64 letters, digits, dots, underscores or hyphens$/,
  )
})

test('a file that is none or no JSON is one line', async () => {
  const path = join(temporaryFolder(), 'c.json')
  await expect(readCatalogue(path)).rejects.toThrow(
    `${path}: expected a file of models to pull but there is no such file.`,
  )
  const folder = dirname(path)
  await expect(readCatalogue(folder)).rejects.toThrow(
    `${folder}: expected a file of models to pull but it is a folder.`,
  )
  writeFileSync(path, '{ "one": ')
  await expect(readCatalogue(path)).rejects.toThrow(`${path}: expected JSON (`)
})
