import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadModels } from '../../src/detector/loadModels.ts'
import { findEntry, readCatalogue } from '../../src/models/readCatalogue.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { onnxEntry, writeCatalogue } from './catalogues.ts'

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
  expect(() => findEntry(catalogue, 'toString')).toThrow('The catalogue has no model named "toString"')
})

test.each([
  ['a sum of another length', { sources: [{ ...source, sha256: 'abc' }] }, 'one.sources[0].sha256: expected 64'],
  ['an address of a file', { sources: [{ ...source, url: 'file:///m' }] }, 'one.sources[0].url: expected an address'],
  ['no source', { sources: [] }, 'one.sources: '],
  ['a kind that there is not', { kind: 'torch' }, 'one.kind: '],
  ['a field that there is not', { homepage: 'x' }, '"homepage"'],
  ['a manifest without an input', { manifest: {} }, 'one.manifest.input: '],
])('%s is refused with the file and the field', async (_, change, words) => {
  await expect(read({ one: { ...onnxEntry(source), ...change } })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(/^\S+models-there-are\.json: [^\n]+$/),
  })
  await expect(read({ one: { ...onnxEntry(source), ...change } })).rejects.toThrow(words)
})

test('a name that no model can have is refused', async () => {
  await expect(read({ '../one': onnxEntry(source) })).rejects.toThrow('../one')
})

test('a file that is none or no JSON is one line', async () => {
  const path = join(temporaryFolder(), 'c.json')
  await expect(readCatalogue(path)).rejects.toThrow(`${path}: expected a catalogue of models but there is no such file`)
  writeFileSync(path, '{ "one": ')
  await expect(readCatalogue(path)).rejects.toThrow(`${path}: expected JSON (`)
})
