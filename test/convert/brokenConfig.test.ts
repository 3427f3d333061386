import { describe, expect, test } from 'vitest'
import { changedLayers, type LayerJson } from '../helper/kerasFile.ts'
import { hdf5Folder } from './hdf5Folder.ts'

const { refusalOf } = hdf5Folder()

const configured = (name: string, config: Record<string, unknown>) =>
  changedLayers(name, layer => ({ config: { ...layer.config, ...config } }))

const takingFrom = (name: string, ...from: string[]) =>
  changedLayers(name, () => ({ inbound_nodes: [from.map(input => [input, 0, 0, {}])] }))

describe('a model that fovea would build otherwise', () => {
  test.each<[string, () => LayerJson[], string]>([
    [
      'a missing layer',
      () => changedLayers('P6', () => undefined),
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
        changedLayers('regression_submodel', layer => ({
          inbound_nodes: (layer.inbound_nodes as unknown[]).slice(0, 4),
        })),
      'expected the layer regression_submodel to be Model of P3, P4, P5, P6, P7 but found Model of P3, P4, P5, P6',
    ],
    [
      'levels out of order',
      () =>
        changedLayers('classification', layer => ({
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
      'anchors of two sizes at one level',
      () => configured('anchors_1', { size: [32, 64] }),
      'expected one number as size of the layer anchors_1 but found [32,64]',
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
