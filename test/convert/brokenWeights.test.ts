import type { Dataset, File, Group } from 'h5wasm/node'
import { describe, expect, test } from 'vitest'
import { openKerasModel } from '../../src/convert/openKerasModel.ts'
import { changedLayers, type KerasFileOptions, kerasLayers, writeKerasFile } from '../helper/kerasFile.ts'
import { hdf5Folder } from './hdf5Folder.ts'

const { newPath, refusalOf } = hdf5Folder()

describe('weights that cannot be read', () => {
  const group = (file: File, layer = '') => file.get(`model_weights/${layer}`) as Group
  const renamed = (layer: string, ...names: string[]) => ({
    change: (file: File) => {
      group(file, layer).delete_attribute('weight_names')
      group(file, layer).create_attribute('weight_names', names)
    },
  })
  const unnamed = (attribute: string, layer = '') => ({
    change: (file: File) => void group(file, layer).delete_attribute(attribute),
  })
  const kernel = (data: NonNullable<KerasFileOptions['weights']>[string]) => ({ weights: { 'conv1/kernel:0': data } })
  const at = '/model_weights/conv1/conv1/kernel:0'

  test.each<[string, KerasFileOptions, string]>([
    ['names that point nowhere', renamed('conv1', 'conv1/kernel:1'), 'could not be read: there is no such dataset'],
    [
      'names that point outside',
      renamed('conv1', '../../../../etc/passwd'),
      'could not be read: there is no such dataset',
    ],
    ['names of nothing', renamed('conv1', ''), 'could not be read: it is a group'],
    ['a group in place of numbers', renamed('conv1', 'conv1'), 'could not be read: it is a group'],
    [
      'a name twice',
      renamed('conv1', 'conv1/kernel:0', 'conv1/kernel:0'),
      'expected the weights conv1/kernel once but found them twice',
    ],
    [
      'no names of weights',
      unnamed('weight_names', 'P3'),
      'expected the weights of the layer P3 but found no weight_names',
    ],
    [
      'no names of layers',
      unnamed('layer_names'),
      'expected a group model_weights with layer_names but found no layer_names',
    ],
    [
      'weights of another model',
      {
        change: file => {
          group(file).delete_attribute('layer_names')
          group(file).create_attribute('layer_names', ['fc1000'])
        },
      },
      "expected weights of the model's layers but found some of fc1000",
    ],
    [
      'numbers as names',
      {
        change: file => {
          group(file, 'P3').delete_attribute('weight_names')
          group(file, 'P3').create_attribute('weight_names', Float32Array.of(1))
        },
      },
      'expected text as weight_names of /model_weights/P3 but found other values',
    ],
    [
      'a link into another file',
      {
        change: file => {
          renamed('P3', 'there').change(file)
          group(file, 'P3').create_external_link('/etc/hostname', '/x', 'there')
        },
      },
      'could not be read: ',
    ],
    ['float64', kernel({ data: Float64Array.of(1) }), `expected float32 numbers in ${at} but found float64`],
    ['whole numbers', kernel({ data: Int32Array.of(1) }), `expected float32 numbers in ${at} but found integer32`],
    ['text', kernel({ data: ['1'] }), `expected float32 numbers in ${at} but found other values`],
    [
      'a shape of 64 GB',
      {
        ...kernel({ data: Float32Array.of(1), maxshape: [null], chunks: [1024] }),
        change: file => void (file.get(at) as Dataset).resize([2 ** 34]),
      },
      `expected at most 33554432 numbers in ${at} but found [17179869184]`,
    ],
  ])('%s', async (_, options, message) => {
    expect(await refusalOf(options)).toContain(message)
  })
})

test('names in parts, compressed and chunked weights, wrapped numbers and a second building of layers are all read', async () => {
  const path = newPath()
  await writeKerasFile(path, {
    layers: changedLayers('anchors_0', layer => ({
      config: {
        ...layer.config,
        scales: { value: [[1]] },
        ratios: { class_name: '__numpy__', config: { value: [0.5, 1, 2] } },
      },
    })),
    weights: {
      'bn_conv1/gamma:0': { data: new Float32Array(4096).fill(3), shape: [64, 64], chunks: [16, 64], compression: 9 },
    },
    change(file) {
      const root = file.get('model_weights') as Group
      const names = kerasLayers().map(({ name }) => name)
      root.delete_attribute('layer_names')
      root.create_attribute('layer_names0', names.slice(0, 100))
      root.create_attribute('layer_names1', names.slice(100))
      const conv = file.get('model_weights/P3') as Group
      conv.create_group('P3_1')
      for (const weight of ['kernel', 'bias'])
        conv.create_dataset({ name: `P3_1/${weight}:0`, data: Float32Array.of(7) })
      conv.delete_attribute('weight_names')
      conv.create_attribute('weight_names', ['P3_1/kernel:0', 'P3_1/bias:0'])
    },
  })
  const model = await openKerasModel(path)
  expect(model.tensors.size).toBe(301)
  expect(model.tensors.get('bn_conv1/gamma')!.read()).toEqual(new Float32Array(4096).fill(3))
  expect(model.tensors.get('P3/bias')!.read()).toEqual(Float32Array.of(7))
  expect([...model.network.anchors![0]!.boxes.slice(4, 8)]).toEqual([-16, -16, 16, 16])
  model.close()
})
