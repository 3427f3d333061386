import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import h5wasm from 'h5wasm/node'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openKerasModel } from '../../src/convert/openKerasModel.ts'
import { writeKerasFile } from '../helper/kerasFile.ts'
import { hdf5Folder } from './hdf5Folder.ts'
import { refusal } from './refusal.ts'

const { folder, newPath } = hdf5Folder()

/** A sound one. */
const sound = join(folder, 'sound.h5')
beforeAll(() => writeKerasFile(sound))

let path = ''
beforeEach(() => {
  path = newPath()
})

describe('a file that is damaged, or another one', () => {
  const bytes = () => readFileSync(sound)
  const size = 229_905

  test.each([8, 9, 24, 96, 512, 2048, 4096, 10_000, 50_000, 100_000, 150_000, 200_000, 225_000, size - 1])(
    'cut after %i bytes',
    async length => {
      expect(bytes().length).toBe(size)
      writeFileSync(path, bytes().subarray(0, length))
      expect(await refusal(path)).toMatch(/^expected a whole HDF5 file but it could not be read: \w/)
    },
  )

  test('no part of the error stack of HDF5 but the cause is told', async () => {
    writeFileSync(path, bytes().subarray(0, 50_000))
    expect(await refusal(path)).toBe(
      'expected a whole HDF5 file but it could not be read: truncated file: eof = 50000, sblock->base_addr = 0, stored_eof = 229905',
    )
  })

  test.each<[string, () => Uint8Array, string]>([
    ['nothing', () => Buffer.alloc(0), 'but found an empty file'],
    ['zeros', () => Buffer.alloc(4096), 'but found zeros'],
    ['text', () => Buffer.from('Not Found\n'), 'but found text'],
    ['a web page', () => Buffer.from('\n<!doctype html>'), 'but found text'],
    ['a zip archive', () => Buffer.from('PK\x03\x04\x14\0'), 'but found a zip archive, as .keras files are'],
    ['the model, packed', () => gzipSync(bytes()), 'but found a gzip file'],
    ['TensorFlow Lite', () => Buffer.from('\x1c\0\0\0TFL3\0\0'), 'but found a TensorFlow Lite file'],
    ['a SavedModel', () => Buffer.from('\x08\x01\x12\x04\x0a\x02\x08\x01'), 'but found a SavedModel'],
    ['a pickle', () => Buffer.from('\x80\x02ctorch', 'latin1'), 'but found a Python pickle'],
    ['noise', () => Buffer.from([7, 200, 1, 0, 99]), 'but found a file of another kind'],
    [
      'a superblock of nonsense',
      () => Buffer.concat([bytes().subarray(0, 8), Buffer.alloc(4096, 255)]),
      'expected a whole HDF5 file',
    ],
  ])('%s', async (_, content, message) => {
    writeFileSync(path, content())
    expect(await refusal(path)).toContain(message)
  })

  test('an ONNX file is told to be added as it is, a packed one to be unpacked', async () => {
    copyFileSync('models/demo-retinanet.onnx', path)
    await expect(openKerasModel(path)).rejects.toMatchObject({ hint: 'Add it as it is: fovea models add.' })
    writeFileSync(path, gzipSync(bytes()))
    await expect(openKerasModel(path)).rejects.toMatchObject({ hint: 'Unpack it first: gunzip.' })
  })

  test('3 GB, of zeros or after a sound beginning, are refused unread', async () => {
    for (const beginning of [Buffer.alloc(0), bytes()]) {
      writeFileSync(path, beginning)
      truncateSync(path, 3e9)
      expect(await refusal(path)).toContain('of at most 2147483648 bytes but found 3000000000')
    }
    truncateSync(path, 0)
  })

  test('1 GB of zeros after a sound model are no harm', async () => {
    copyFileSync(sound, path)
    truncateSync(path, 1e9)
    const model = await openKerasModel(path)
    expect(model.tensors.get('conv1/kernel')!.read()).toEqual(Float32Array.of(1, 2))
    model.close()
    truncateSync(path, 0)
  })

  test('an HDF5 file of something else, and weights without a model', async () => {
    const write = async (attribute?: string) => {
      path = join(folder, `other-${attribute}.h5`)
      await h5wasm.ready
      const file = new h5wasm.File(path, 'w')
      file.create_dataset({ name: 'temperature', data: Float32Array.of(1) })
      if (attribute) file.create_attribute(attribute, ['conv1'])
      file.close()
      return refusal(path)
    }
    expect(await write()).toBe(
      'expected a model that Keras saved, with model_config, but found an HDF5 file with temperature',
    )
    expect(await write('layer_names')).toBe('expected a model but found weights alone')
  })

  test('a folder, no file, and a file that may not be read', async () => {
    await expect(openKerasModel(folder)).rejects.toThrow(
      `${folder}: expected a keras-retinanet model, .h5 or frozen .pb, but found a folder`,
    )
    const none = join(folder, 'none.h5')
    await expect(openKerasModel(none)).rejects.toThrow(
      `${none}: expected a keras-retinanet model, .h5 or frozen .pb, but there is no such file`,
    )
    if (process.getuid?.() === 0) return // who may read everything
    chmodSync(sound, 0)
    await expect(openKerasModel(sound)).rejects.toThrow('but it may not be read')
    chmodSync(sound, 0o600)
  })
})

test('nothing of HDF5 itself reaches the terminal: no warning of text that is none, no stack of errors', () => {
  const damaged = ['padding_conv1', 'GCOL', 'layer_names'].map((word, i) => {
    const content = readFileSync(sound)
    content[content.indexOf(word, 4096) + 1] = 0xfa
    const file = join(folder, `damaged${i}.h5`)
    writeFileSync(file, content)
    return file
  })
  const script = `
    const { openKerasModel } = await import('./src/convert/openKerasModel.ts')
    for (const file of process.argv.slice(1)) await openKerasModel(file).catch(error => console.log(error.code))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, ...damaged], {
    encoding: 'utf8',
  })
  expect({ stdout, stderr }).toEqual({ stdout: 'MODEL_INVALID\n'.repeat(3), stderr: '' })
})
