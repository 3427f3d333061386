import { expect, test } from 'vitest'
import type { Signature } from '../../src/detector/readSignature.ts'
import { guessManifest } from '../../src/models/guessManifest.ts'
import { makeManifest } from '../../src/models/makeManifest.ts'
import type { ModelAnswers } from '../../src/models/modelAnswers.ts'
import type { FamilyName } from '../../src/models/modelFamilies.ts'
import { onnxFacts } from '../../src/models/onnxFacts.ts'
import { demoManifest } from '../detector/demoManifest.ts'

type Tensor = [name: string, type: 'float32' | 'int32' | 'int64' | 'uint8', shape: (number | string)[]]

const metadata = (tensors: Tensor[]): Signature['inputMetadata'] =>
  tensors.map(([name, type, shape]) => ({ name, type, shape, isTensor: true }))

/** What ONNX Runtime says of a file with these inputs and outputs. */
const facts = (inputs: Tensor[], outputs: Tensor[]) =>
  onnxFacts({ inputMetadata: metadata(inputs), outputMetadata: metadata(outputs) }, 'f.onnx')

const open: Tensor = ['input_1', 'float32', ['N', 'H', 'W', 3]]
const stack = (number: string) => `filtered_detections/map/TensorArrayStack${number}/TensorArrayGatherV3`

const keras = facts(
  [open],
  [
    [stack(''), 'float32', ['N', 300, 4]],
    [stack('_1'), 'float32', ['N', 300]],
    [stack('_2'), 'int32', ['N', 300]],
  ],
)
const omz = facts([['input_1', 'float32', [1, 3, 1333, 1333]]], [['DetectionOutput', 'float32', [1, 1, 300, 7]]])
const ssd = facts([['data', 'float32', [1, 3, 300, 300]]], [['out', 'float32', [1, 1, 'N', 7]]])
const detr = facts(
  [
    ['images', 'float32', ['N', 3, 416, 416]],
    ['orig_target_sizes', 'int64', ['N', 2]],
  ],
  [
    ['labels', 'int64', ['a', 'b']],
    ['boxes', 'float32', ['c', 'd', 4]],
    ['scores', 'float32', ['e', 'f']],
  ],
)
const torchvision = facts(
  [['input', 'float32', [1, 3, 'H', 'W']]],
  [
    ['2774', 'float32', ['n', 4]],
    ['2776', 'float32', ['n']],
    ['2775', 'int64', ['n']],
  ],
)
const plain = facts(
  [open],
  [
    ['scores', 'float32', ['N', 300]],
    ['boxes', 'float32', ['N', 300, 4]],
    ['labels', 'int32', ['N', 300]],
  ],
)

const named = { name: 'm', licence: 'MIT', description: 'd' }

/** The manifest when nothing is missing any more. */
function made(known: typeof keras, said: Partial<ModelAnswers>, like?: FamilyName) {
  const guess = guessManifest(known, said, like)
  expect(guess.missing).toEqual([])
  return makeManifest(known, guess.known as ModelAnswers, named)
}

test.each([
  ['keras-retinanet', keras],
  ['omz', omz],
  ['omz', ssd],
  ['detr', detr],
  ['torchvision', torchvision],
  ['plain', plain],
])('a file of the family %s is known by its inputs and outputs', (family, known) => {
  expect(guessManifest(known, {}).family).toBe(family)
})

test("a graph with keras-retinanet's names needs only its labels, and is fed as the original", () => {
  expect(guessManifest(keras, {}).missing).toEqual(['labels'])
  expect(made(keras, { labels: ['cat'] })).toEqual({
    ...named,
    input: {
      name: 'input_1',
      layout: 'NHWC',
      colour: 'BGR',
      mean: [103.939, 116.779, 123.68],
      scale: [1, 1, 1],
      resize: { rule: 'KERAS_RETINANET', short: 800, long: 1333 },
    },
    scoreFloor: 0.05,
    maxDetections: 300,
    outputs: {
      boxes: { name: stack(''), format: 'XYXY', space: 'INPUT_PIXELS' },
      scores: { name: stack('_1') },
      labels: { name: stack('_2'), base: 0, type: 'int32' },
      suppressed: true,
    },
    labels: ['cat'],
  })
})

test('one output of rows of seven is fed as Open Model Zoo does at 1333 × 1333, else stretched, with labels from 1', () => {
  expect(made(omz, {}, 'omz')).toMatchObject({
    input: { colour: 'BGR', mean: [0, 0, 0], resize: { rule: 'LONG_SIDE', long: 1333, kernel: 'OPENCV_BILINEAR' } },
    outputs: { detections: { name: 'DetectionOutput', base: 0 }, suppressed: true },
    scoreFloor: 0.05,
  })
  expect(made(ssd, {}, 'omz')).toMatchObject({
    input: { layout: 'NCHW', resize: { rule: 'STRETCH', width: 300, height: 300 } },
    outputs: { detections: { name: 'out', base: 1 } },
  })
})

test('the family detr gives what docs/models.md has for DEIMv2', () => {
  expect(made(detr, {}, 'detr')).toEqual({
    ...named,
    input: {
      name: 'images',
      layout: 'NCHW',
      colour: 'RGB',
      mean: [0, 0, 0],
      scale: [0.00392156862745098, 0.00392156862745098, 0.00392156862745098],
      resize: { rule: 'STRETCH', width: 416, height: 416, kernel: 'PILLOW_BILINEAR' },
    },
    originalSize: { name: 'orig_target_sizes', order: 'WH' },
    scoreFloor: 0.01,
    maxDetections: 300,
    outputs: {
      boxes: { name: 'boxes', format: 'XYXY', space: 'IMAGE_PIXELS' },
      scores: { name: 'scores' },
      labels: { name: 'labels', base: 0, type: 'int64' },
      suppressed: true,
    },
    labels: 'COCO_80',
  })
})

test("the demo model's manifest comes of its family and its own size", () => {
  const { input, outputs, scoreFloor } = demoManifest()
  expect(made(plain, { size: [480, 640] }, 'plain')).toMatchObject({ input, outputs, scoreFloor, labels: 'COCO_80' })
})

test('outputs without telling names are known by type and shape, and labels of torchvision are asked for', () => {
  expect(guessManifest(torchvision, {}, 'torchvision').missing).toEqual(['labels'])
  expect(made(torchvision, { labels: ['cat'] }, 'torchvision').outputs).toEqual({
    boxes: { name: '2774', format: 'XYXY', space: 'INPUT_PIXELS' },
    scores: { name: '2776' },
    labels: { name: '2775', base: 1, type: 'int64' },
    suppressed: true,
  })
})

test('what only a person knows is missing until it is said, and what is said goes before every habit', () => {
  expect(guessManifest(detr, {}).missing).toEqual([
    ...['colour', 'mean', 'scale', 'resize', 'size', 'kernel', 'originalSize', 'labelBase', 'labels', 'scoreFloor'],
  ])
  const said = {
    colour: 'BGR',
    labelBase: 1,
    duplicates: 0.6,
    scoreFloor: 0.2,
    originalSize: 'HW',
    maxDetections: 100,
  } as const
  expect(made(detr, said, 'detr')).toMatchObject({
    input: { colour: 'BGR' },
    outputs: { labels: { base: 1 }, suppressed: false, iouThreshold: 0.6 },
    scoreFloor: 0.2,
    originalSize: { name: 'orig_target_sizes', order: 'HW' },
    maxDetections: 100,
  })
})

test('a size is no habit of another way of resizing, and the one that the file fixes needs no asking', () => {
  expect(guessManifest(detr, { resize: 'STRETCH' }).known.size).toEqual([416, 416])
  expect(guessManifest(detr, { resize: 'LONG_SIDE' }).known.size).toEqual([416])
  expect(guessManifest(detr, { resize: 'SHORT_SIDE' }).missing).toContain('size')
  expect(guessManifest(plain, { resize: 'STRETCH' }, 'plain').missing).toEqual(['size'])
  expect(guessManifest(keras, { resize: 'LONG_SIDE' }).missing).toEqual(['size', 'kernel', 'labels'])
})

test.each([
  ['--iou', omz, { duplicates: 0.3 }, 'as the file gives one output of [1, 1, N, 7].'],
  ['--suppressed', omz, { duplicates: 'REMOVED' }, 'as the file gives one output of [1, 1, N, 7].'],
  ['--boxes', omz, { boxes: 'XYWH' }, 'as the file gives one output of [1, 1, N, 7].'],
  ['--space', omz, { space: 'INPUT_PIXELS' }, 'as the file gives one output of [1, 1, N, 7].'],
  ['--kernel', keras, { kernel: 'PILLOW_BILINEAR' }, 'as --resize keras-retinanet has its own.'],
  ['--original-size', plain, { originalSize: 'WH' }, 'as the file has no input for the size of the image.'],
] as const)('%s is refused where it would change nothing', (flag, known, said, reason) => {
  expect(() => guessManifest(known, said)).toThrow(`${flag}: expected none, ${reason}`)
})

test('a file whose lists have other lengths is refused, as far as its shapes tell', () => {
  const image: Tensor = ['images', 'float32', [1, 3, 416, 416]]
  const lists = (boxes: Tensor[2], scores: Tensor[2], labels: Tensor[2]) => () =>
    facts(
      [image],
      [
        ['boxes', 'float32', boxes],
        ['scores', 'float32', scores],
        ['labels', 'int64', labels],
      ],
    )
  expect(lists([2, 4], [1, 2], [1])).toThrow(
    'f.onnx: expected as many scores and labels as boxes but the file gives boxes (float32 [2, 4]), scores (float32 [1, 2]), labels (int64 [1]).',
  )
  expect(lists(['N', 300, 4], ['N', 300], ['N', 100])).toThrow('expected as many scores and labels as boxes')
  expect(lists([1, 300, 4], [300], ['n'])).not.toThrow()
  expect(lists(['n', 4], [300, 1], [])).not.toThrow()
})

test('a family that the outputs rule out is refused', () => {
  expect(() => guessManifest(omz, {}, 'detr')).toThrow(
    '--like detr: expected omz, as the file gives one output of [1, 1, N, 7].',
  )
  expect(() => guessManifest(plain, {}, 'omz')).toThrow(
    '--like omz: expected another family, as the file gives boxes, scores and labels.',
  )
})

test.each([
  ['STRETCH', [300], { width: 300, height: 300 }],
  ['STRETCH', [300, 200], { width: 300, height: 200 }],
  ['SHORT_SIDE', [800, 1333], { short: 800, long: 1333 }],
  ['KERAS_RETINANET', [800, 1333], { short: 800, long: 1333 }],
  ['LONG_SIDE', [640], { long: 640 }],
] as const)('%s takes a size of %j', (resize, size, expected) => {
  expect(made(plain, { resize, size }, 'plain').input.resize).toMatchObject({ rule: resize, ...expected })
})

test.each([
  ['SHORT_SIDE', [800], '--size: expected SHORTxLONG for this resize rule but found 800.'],
  ['KERAS_RETINANET', [800, 600], '--size: expected SHORTxLONG for this resize rule but found 800x600.'],
  ['KERAS_RETINANET', [800], '--size: expected SHORTxLONG for this resize rule but found 800.'],
  ['LONG_SIDE', [800, 600], '--size: expected LONG for this resize rule but found 800x600.'],
] as const)('%s refuses a size of %j', (resize, size, message) => {
  expect(() => made(plain, { resize, size }, 'plain')).toThrow(message)
})

test('a raw grid, and a file without an image, are refused with what they have', () => {
  const image: Tensor = ['images', 'float32', [1, 3, 416, 416]]
  expect(() => facts([image], [['output', 'float32', [1, 3549, 85]]])).toThrow(
    'f.onnx: expected detections, which are boxes [N, 4], scores [N] and labels [N] or one output [1, 1, N, 7], but the file gives output (float32 [1, 3549, 85]).',
  )
  expect(() => facts([['x', 'uint8', [1, 3, 8, 8]]], [['y', 'float32', [1]]])).toThrow(
    'f.onnx: expected an input for an image, float32 of rank 4, but the file takes x (uint8 [1, 3, 8, 8]).',
  )
})
