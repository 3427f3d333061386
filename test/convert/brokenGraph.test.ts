import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openKerasModel } from '../../src/convert/openKerasModel.ts'
import { changedConstant, changedNodes, floats, graphBytes, graphNodes, type NodeJson } from '../helper/graphFile.ts'
import { refusal } from './refusal.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-graph-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'model.pb')

const set = (name: string, attr: NodeJson['attr']) => changedNodes(name, node => ({ attr: { ...node.attr, ...attr } }))
const text = (value: string) => ({ s: Buffer.from(value) })
const taking = (name: string, ...input: string[]) => changedNodes(name, () => ({ input }))
test('a sound graph is read: lists of one number stand for all, and settings are those of its constants', async () => {
  writeFileSync(path, graphBytes(graphNodes()))
  const { network, tensors, close } = await openKerasModel(path)
  expect(tensors.size).toBe(301)
  expect(tensors.get('res2a_branch2b/kernel')!.shape).toEqual([3, 3, 2, 256])
  expect(tensors.get('P3/bias')!.read()).toEqual(new Float32Array(256).fill(0.5))
  expect(network.regression).toEqual({ mean: [0, 0.125, 0.25, 0.375], std: [0.2, 0.2, 0.2, 0.2] })
  expect(network.anchors!.map(({ stride, boxes }) => [stride, boxes[0]])).toEqual([
    [8, -16],
    [16, -32],
    [32, -64],
    [64, -128],
    [128, -256],
  ])
  close()
  expect(() => tensors.get('P3/bias')!.read()).toThrow('is closed')
})

test('without NMS, and with the best class alone, a graph says so', async () => {
  const nodes = graphNodes().map(node =>
    node.op === 'NonMaxSuppressionV2'
      ? { ...node, op: 'Identity' }
      : node.name.endsWith('map/Shape')
        ? { ...node, op: 'ArgMax' }
        : node,
  )
  writeFileSync(path, graphBytes(nodes))
  const { network, close } = await openKerasModel(path)
  expect(network.filtering).toMatchObject({ nms: false, classSpecific: false, iouThreshold: 0.5 })
  close()
})

describe('a graph that fovea would build otherwise', () => {
  const detections = 'filtered_detections'
  test.each<[string, () => NodeJson[], string]>([
    [
      'another input',
      () =>
        graphNodes().map(node => ({
          ...node,
          name: node.name.replace('input_1', 'image'),
          input: node.input.map(name => name.replace('input_1', 'image')),
        })),
      'expected a graph with the input input_1 but found image',
    ],
    [
      'no output',
      () => changedNodes(`${detections}/map/TensorArrayStack_2/TensorArrayGatherV3`, () => ({ name: 'labels' })),
      `expected a graph with the output ${detections}/map/TensorArrayStack_2/TensorArrayGatherV3 but found ${detections}/map/TensorArrayStack/TensorArrayGatherV3, ${detections}/map/TensorArrayStack_1/TensorArrayGatherV3, labels`,
    ],
    [
      'another network',
      () => [
        floats('w', [1], 1),
        { name: 'input_1', op: 'Placeholder', input: [], attr: {} },
        { name: 'softmax', op: 'Softmax', input: ['input_1'], attr: {} },
      ],
      'but found softmax',
    ],
    [
      'another stride',
      () => set('res3a_branch2a/convolution', { strides: { list: { i: [1, 1, 1, 1] } } }),
      'expected the layer res3a_branch2a to be Conv2D 1 stride 2 VALID of res2c_relu but found Conv2D 1 stride 1 VALID of res2c_relu',
    ],
    [
      'uneven strides',
      () => set('P6/convolution', { strides: { list: { i: [1, 2, 1, 1] } } }),
      'but found Conv2D 3 stride NaN SAME + bias of res5c_relu',
    ],
    [
      'channels first',
      () => set('conv1/convolution', { data_format: text('NCHW') }),
      'but found Conv2D 7 stride 2 VALID + NCHW of padding_conv1',
    ],
    [
      'half precision',
      () => set('conv1/convolution', { T: { type: 19 } }),
      'but found Conv2D 7 stride 2 VALID + another precision than float32 of padding_conv1',
    ],
    [
      'dilation',
      () => set('P3/convolution', { dilations: { list: { i: [1, 2, 2, 1] } } }),
      'but found Conv2D 3 stride 1 SAME + dilation 2 + bias of P3_merged',
    ],
    [
      'weights of another layer',
      () => taking('P3/convolution', 'P3_merged/add', 'P4/kernel/read'),
      'but found Conv2D 3 stride 1 SAME + weights P4/kernel + bias of P3_merged',
    ],
    [
      'normalization in training',
      () => set('bn_conv1/FusedBatchNorm', { is_training: { b: true } }),
      'but found BatchNormalization + training of conv1',
    ],
    [
      'another epsilon in one place',
      () => set('bn_conv1/FusedBatchNorm', { epsilon: { f: 0.001 } }),
      'expected one epsilon above 0 in all batch normalization but found',
    ],
    [
      'upsampling from the centres',
      () => set('P5_upsampled/ResizeNearestNeighbor', { half_pixel_centers: { b: true } }),
      'but found UpsampleLike + half_pixel_centers of C5_reduced, res4f_relu',
    ],
    [
      'a head that differs at one level',
      () => set('regression_submodel_2/pyramid_regression_1/convolution', { padding: text('VALID') }),
      'expected the layer pyramid_regression_1 to be the same at every level but found it otherwise in regression_submodel_2/pyramid_regression_1',
    ],
    [
      'levels out of order',
      () => changedNodes('regression/concat', ({ input }) => ({ input: [input[1]!, input[0]!, ...input.slice(2)] })),
      'expected the layer regression_submodel to be Model of P3, P4, P5, P6, P7 but found Model of P4, P3, P5, P6, P7',
    ],
    [
      'anchors from the corner',
      () => changedConstant('anchors_0/half', { floatVal: [0] }),
      'expected anchors half a stride from the corner in anchors_0 but found 0',
    ],
    [
      'another stride of anchors',
      () => changedConstant('anchors_2/stride', { floatVal: [16] }),
      'expected anchors every 32 pixels at level P5 but found every 16',
    ],
    [
      'boxes that are not moved by a share',
      () => changedNodes('boxes/moved_1', () => ({ op: 'Sub' })),
      'expected (value × std + mean) × side as boxes/corner_1 but found Mul, Sub',
    ],
    [
      'boxes clipped to the width itself, as an older ClipBoxes does',
      () => taking('clipped_boxes/Minimum_2', 'clipped_boxes/unstack_1:2', 'clipped_boxes/unstack:2'),
      'expected clipped_boxes to clip to 0 and to width - 1 or height - 1 but found Unpack, Unpack, Sub, Minimum, Maximum, Sub',
    ],
    [
      'boxes clipped to width - 2',
      () => changedConstant('clipped_boxes/sub_0/y', { floatVal: [2] }),
      'expected clipped_boxes to clip to 0 and to width - 1 or height - 1 but found',
    ],
    [
      'boxes clipped to 1 and above',
      () => changedConstant('clipped_boxes/clip_3/y', { floatVal: [1] }),
      'expected clipped_boxes to clip to 0 and to width - 1 or height - 1 but found',
    ],
    ...['NonMaxSuppressionV5', 'NonMaxSuppressionWithOverlaps', 'CombinedNonMaxSuppression'].map(
      (op): [string, () => NodeJson[], string] => [
        op,
        () => changedNodes(`${detections}/nms_1`, () => ({ op })),
        `expected NonMaxSuppression, V2 or V3 in filtered_detections but found ${op}`,
      ],
    ),
    [
      'two score thresholds',
      () => changedConstant(`${detections}/Greater_1/y`, { floatVal: [0.5] }),
      'expected one score threshold but found 0.05000000074505806, 0.5',
    ],
    [
      'two IoU thresholds',
      () => changedConstant(`${detections}/nms_1/iou_threshold`, { floatVal: [0.25] }),
      'expected one IoU threshold but found 0.5, 0.25',
    ],
    [
      'fewer boxes of a class',
      () => changedConstant(`${detections}/nms_1/max_output_size`, { intVal: [100] }),
      'expected 300 boxes of each class at most but found 300, 100',
    ],
    [
      'a threshold that is computed',
      () => taking(`${detections}/nms_1`, 'input_1', 'input_1', `${detections}/nms_1/max_output_size`, 'input_1'),
      'expected a constant of one number as the node input_1 but found Placeholder',
    ],
    [
      'float64 weights',
      () => changedConstant('P3/bias', { dtype: 2 }),
      'expected float32 numbers as P3/bias but found float64',
    ],
    [
      'fewer bytes than the shape asks for',
      () => changedConstant('P3/bias', { floatVal: [], tensorContent: Buffer.alloc(12) }),
      'the constant P3/bias: expected 1024 bytes but found 12',
    ],
    [
      'more numbers than the shape asks for',
      () => changedConstant('bn_conv1/beta', { floatVal: [1, 2, 3] }),
      'the constant bn_conv1/beta: expected 2 numbers but found 3',
    ],
    [
      'a shape of 64 GB',
      () => changedConstant('P3/bias', { tensorShape: { dim: [{ size: 2 ** 34 }] } }),
      'the constant P3/bias: expected at most 33554432 numbers but found [17179869184]',
    ],
    [
      'a negative shape',
      () => changedConstant('P3/bias', { tensorShape: { dim: [{ size: -1 }, { size: -1 }] } }),
      'the constant P3/bias: expected at most 33554432 numbers but found [-1, -1]',
    ],
    [
      'a node that is missing',
      () => changedNodes('C6_relu/Activation', () => undefined),
      'expected a whole graph but found a node P7/convolution that takes C6_relu/Activation, which is not there',
    ],
    ['a node twice', () => [...graphNodes(), graphNodes()[0]!], 'expected one node input_1 but found another'],
    [
      'a node without a name',
      () => [{ name: '', op: 'Const', input: [], attr: {} }, ...graphNodes()],
      'expected a node with a name and an operation at byte 2',
    ],
    [
      'Identities in a ring',
      () => [
        ...taking('conv1/convolution', 'padding_conv1/Pad', 'ring/a'),
        { name: 'ring/a', op: 'Identity', input: ['ring/b'], attr: {} },
        { name: 'ring/b', op: 'Identity', input: ['ring/a'], attr: {} },
      ],
      'expected the layer conv1 to be Conv2D 7 stride 2 VALID of padding_conv1 but found Conv2D',
    ],
  ])('%s', async (_, nodes, message) => {
    writeFileSync(path, graphBytes(nodes()))
    expect(await refusal(path)).toContain(message)
  })
})
