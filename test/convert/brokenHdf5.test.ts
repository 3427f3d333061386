import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import h5wasm, { type Dataset, type File, type Group } from 'h5wasm/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openKerasModel } from '../../src/convert/openKerasModel.ts'
import { type KerasFileOptions, kerasLayers, type LayerJson, writeKerasFile } from '../helper/kerasFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-hdf5-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A sound one. */
const sound = join(folder, 'sound.h5')
beforeAll(() => writeKerasFile(sound))

/** Another file for each test: HDF5 can keep one open that it has failed to read, and would not look at it again. */
let path = ''
let files = 0
beforeEach(() => {
  path = join(folder, `model${files++}.h5`)
})

/** What is said of the file at `path`, which has to be one line about that file. */
async function refusal(): Promise<string> {
  const error = await openKerasModel(path).then(
    model => model.close(),
    (error: unknown) => error,
  )
  expect(error).toMatchObject({ code: 'MODEL_INVALID' })
  const { message } = error as Error
  expect(message).toMatch(/^[^\n]{0,700}$/)
  expect(message.startsWith(`${path}: `)).toBe(true)
  return message.slice(path.length + 2)
}

async function refusalOf(options: KerasFileOptions): Promise<string> {
  await writeKerasFile(path, options)
  return refusal()
}

/** Layers of the sound model with some of them changed, wherever they are. */
function changed(name: string, change: (layer: LayerJson) => Partial<LayerJson> | undefined): LayerJson[] {
  const each = (layer: LayerJson): LayerJson[] => {
    const inner = layer.config.layers as LayerJson[] | undefined
    const whole = inner ? { ...layer, config: { ...layer.config, layers: inner.flatMap(each) } } : layer
    if (layer.name !== name) return [whole]
    const other = change(whole)
    return other ? [{ ...whole, ...other }] : []
  }
  return kerasLayers().flatMap(each)
}

const configured = (name: string, config: Record<string, unknown>) =>
  changed(name, layer => ({ config: { ...layer.config, ...config } }))

const takingFrom = (name: string, ...from: string[]) =>
  changed(name, () => ({ inbound_nodes: [from.map(input => [input, 0, 0, {}])] }))

describe('a model that fovea would build otherwise', () => {
  test.each<[string, () => LayerJson[], string]>([
    [
      'a missing layer',
      () => changed('P6', () => undefined),
      'expected a layer P6 (Conv2D 3 stride 2 SAME + bias of res5c_relu) but found none',
    ],
    [
      'another stride',
      () => configured('res3a_branch2a', { strides: [1, 1] }),
      'expected the layer res3a_branch2a to be Conv2D 1 stride 2 VALID of res2c_relu but found Conv2D 1 stride 1 VALID of res2c_relu',
    ],
    [
      'P6 of P5',
      () => takingFrom('P6', 'P5'),
      'expected the layer P6 to be Conv2D 3 stride 2 SAME + bias of res5c_relu but found Conv2D 3 stride 2 SAME + bias of P5',
    ],
    [
      'conv1 padded twice',
      () => configured('conv1', { padding: 'same' }),
      'but found Conv2D 7 stride 2 SAME of padding_conv1',
    ],
    [
      'conv1 padded otherwise',
      () =>
        configured('padding_conv1', {
          padding: [
            [2, 3],
            [2, 3],
          ],
        }),
      'but found ZeroPadding2D [2,3,2,3] of input_1',
    ],
    [
      'grouped convolution',
      () => configured('res2a_branch2b', { groups: 32 }),
      'but found Conv2D 3 stride 1 VALID + 32 groups of padding2a_branch2b',
    ],
    [
      'dilation',
      () => configured('res5a_branch2b', { dilation_rate: [2, 2] }),
      'but found Conv2D 3 stride 1 VALID + dilation 2 of padding5a_branch2b',
    ],
    [
      'channels first',
      () => configured('conv1', { data_format: 'channels_first' }),
      'but found Conv2D 7 stride 2 VALID + channels_first of padding_conv1',
    ],
    [
      'float16',
      () => configured('P3', { dtype: 'float16' }),
      'but found Conv2D 3 stride 1 SAME + float16 + bias of P3_merged',
    ],
    [
      'mixed precision',
      () => configured('C6_relu', { dtype: { class_name: 'Policy', config: { name: 'mixed_float16' } } }),
      'but found relu + mixed_float16 of P6',
    ],
    [
      'another activation',
      () => configured('res4f_relu', { activation: 'elu' }),
      'expected the layer res4f_relu to be relu of res4f but found elu of res4f',
    ],
    [
      'another axis of normalization',
      () => configured('bn_conv1', { axis: 1 }),
      'but found BatchNormalization axis 1 of conv1',
    ],
    [
      'another epsilon in one place',
      () => configured('bn_conv1', { epsilon: 1e-3 }),
      'expected one epsilon above 0 in all batch normalization but found 0.001, 0.00001',
    ],
    [
      'no sigmoid',
      () => configured('pyramid_classification_sigmoid', { activation: 'softmax' }),
      'to be sigmoid of pyramid_classification_reshape but found softmax',
    ],
    [
      'four levels',
      () =>
        changed('regression_submodel', layer => ({ inbound_nodes: (layer.inbound_nodes as unknown[]).slice(0, 4) })),
      'expected the layer regression_submodel to be Model of P3, P4, P5, P6, P7 but found Model of P3, P4, P5, P6',
    ],
    [
      'levels out of order',
      () =>
        changed('classification', layer => ({
          inbound_nodes: [(layer.inbound_nodes as unknown[][])[0]!.toReversed()],
        })),
      'but found Concatenate axis 1 of classification_submodel:5',
    ],
    [
      'another stride of anchors',
      () => configured('anchors_0', { stride: 4 }),
      'expected anchors every 8 pixels at level P3 but found every 4',
    ],
    [
      'more anchors than the heads have',
      () => configured('anchors_4', { scales: [1, 2] }),
      'expected 3 anchors at a position of level P7, as the heads have, but found 6',
    ],
    [
      'anchors without ratios',
      () => configured('anchors_1', { ratios: null }),
      'expected numbers above 0 as ratios of the layer anchors_1 but found null',
    ],
    [
      'heads that disagree',
      () => configured('pyramid_classification', { filters: 7 }),
      'expected heads of anchors × 4 and anchors × 2 channels but found 12 and 7',
    ],
    [
      'boxes of five numbers',
      () => configured('pyramid_regression_reshape', { target_shape: [-1, 5] }),
      'expected a box of 4 numbers from the head of boxes but found 5',
    ],
    [
      'three deviations',
      () => configured('boxes', { std: [0.2, 0.2, 0.2] }),
      'expected 4 numbers each as mean and std of the boxes',
    ],
    [
      'a threshold above 1',
      () => configured('filtered_detections', { nms_threshold: 50 }),
      'expected thresholds from 0 to 1 but found 50 for IoU and 0.05 for scores',
    ],
    [
      'no detections',
      () => configured('filtered_detections', { max_detections: 0 }),
      'expected 1 to 100,000 detections at most of an image but found 0',
    ],
    [
      'text for a switch',
      () => configured('filtered_detections', { nms: 'yes' }),
      'expected true or false as nms of the layer filtered_detections but found "yes"',
    ],
    [
      'VGG',
      () => [{ name: 'block1_conv1', class_name: 'Conv2D', config: {}, inbound_nodes: [] }],
      'expected a RetinaNet of keras-retinanet on ResNet-50, ResNet-101 or ResNet-152 but found layers of VGG',
    ],
    [
      'a classifier',
      () => [{ name: 'dense', class_name: 'Dense', config: {}, inbound_nodes: [] }],
      'but found 1 layers: dense',
    ],
  ])('%s', async (_, layers, message) => {
    expect(await refusalOf({ layers: layers() })).toContain(message)
  })
})

describe('a damaged model_config', () => {
  test.each<[string, string, string]>([
    ['half of it', '{"class_name": "Model", "config": {"layers": [', 'expected JSON as model_config'],
    ['lines', '{\n\n"class_name"\n', 'expected JSON as model_config'],
    ['a list', '[]', 'expected a functional model of Keras but found the class undefined'],
    ['a Sequential', '{"class_name": "Sequential", "config": []}', 'found the class "Sequential"'],
    [
      'no layers',
      '{"class_name": "Model", "config": {"layers": 7}}',
      'expected a list of layers in model_config but found none',
    ],
    [
      'layers of nothing',
      '{"class_name": "Model", "config": {"layers": [null, 1, "x", []]}}',
      'expected a RetinaNet of keras-retinanet',
    ],
    ['a deep nest', `${'['.repeat(200_000)}`, 'expected JSON as model_config'],
  ])('%s', async (_, config, message) => {
    expect(await refusalOf({ config })).toContain(message)
  })

  test('more than 16 MB of it are not parsed', async () => {
    expect(await refusalOf({ config: ' '.repeat(17e6) })).toBe(
      'expected at most 16777216 characters as model_config of / but found 17000000',
    )
  })
})

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

describe('a file that is damaged, or another one', () => {
  const bytes = () => readFileSync(sound)
  const size = 229_905

  test.each([8, 9, 24, 96, 512, 2048, 4096, 10_000, 50_000, 100_000, 150_000, 200_000, 225_000, size - 1])(
    'cut after %i bytes',
    async length => {
      expect(bytes().length).toBe(size)
      writeFileSync(path, bytes().subarray(0, length))
      expect(await refusal()).toMatch(/^expected a whole HDF5 file but it could not be read: \w/)
    },
  )

  test('no part of the error stack of HDF5 but the cause is told', async () => {
    writeFileSync(path, bytes().subarray(0, 50_000))
    expect(await refusal()).toBe(
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
    expect(await refusal()).toContain(message)
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
      expect(await refusal()).toContain('of at most 2147483648 bytes but found 3000000000')
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
      return refusal()
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

test('names in parts, compressed and chunked weights, wrapped numbers and a second building of layers are all read', async () => {
  await writeKerasFile(path, {
    layers: changed('anchors_0', layer => ({
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
