import { expect, test } from 'vitest'
import { parseManifest } from '../../src/detector/parseManifest.ts'
import { demoManifest } from './demoManifest.ts'

const demo = demoManifest()

const detections = { detections: { name: 'DetectionOutput', base: 0 }, suppressed: true }

const refusal = (manifest: unknown, path = 'models/demo.json') => {
  try {
    parseManifest(typeof manifest === 'string' ? manifest : JSON.stringify(manifest), path)
  } catch (error) {
    return error as Error
  }
  return undefined
}

test('takes the manifest that is shipped', () => {
  expect(parseManifest(JSON.stringify(demo), 'models/demo.json')).toEqual(demo)
})

test('takes labels of its own and an IoU threshold where nothing is suppressed', () => {
  const outputs = { ...demo.outputs, suppressed: false, iouThreshold: 0.5 }
  const manifest = { ...demo, labels: ['cat', 'dog'], outputs }
  expect(parseManifest(JSON.stringify(manifest), 'models/demo.json')).toEqual(manifest)
})

test.each([
  { rule: 'KERAS_RETINANET', short: 800, long: 1333 },
  { rule: 'LONG_SIDE', long: 1333, kernel: 'OPENCV_BILINEAR' },
])('takes the rule $rule', resize => {
  const manifest = { ...demo, input: { ...demo.input, resize } }
  expect(parseManifest(JSON.stringify(manifest), 'models/demo.json')).toEqual(manifest)
})

test('takes a model that answers detections in one tensor', () => {
  const manifest = { ...demo, outputs: detections }
  expect(parseManifest(JSON.stringify(manifest), 'models/demo.json')).toEqual(manifest)
})

test('takes what others have published of a model', () => {
  const manifest = { ...demo, accuracy: [{ measure: 'COCO AP', value: '0.350', note: 'val2017' }] }
  expect(parseManifest(JSON.stringify(manifest), 'models/demo.json')).toEqual(manifest)
})

const { sha256: _, ...withoutSum } = demo
const input = (changes: object) => ({ ...demo, input: { ...demo.input, ...changes } })
const resize = (changes: object) => input({ resize: { ...demo.input.resize, ...changes } })
const outputs = (changes: object) => ({ ...demo, outputs: { ...demo.outputs, ...changes } })

test.each([
  ['text that is not JSON', '{"name": ', /^models\/demo\.json: expected JSON \(.+\)$/],
  ['a list', [], 'models/demo.json: expected object but found []'],
  ['a missing sum', withoutSum, 'models/demo.json: sha256: expected string but found nothing'],
  [
    'a sum in capitals',
    { ...demo, sha256: 'A'.repeat(64) },
    `models/demo.json: sha256: expected 64 lower-case hexadecimal digits but found "${'A'.repeat(56)}...`,
  ],
  [
    'a name with a slash',
    { ...demo, name: 'a/b' },
    'models/demo.json: name: expected 1 to 64 letters, digits, dots, underscores or hyphens but found "a/b"',
  ],
  [
    'another name than the file has',
    { ...demo, name: 'demo2' },
    'models/demo.json: name: expected "demo", as the file is named, but found "demo2"',
  ],
  ['an empty file', { ...demo, file: '' }, 'models/demo.json: file: expected some text but found ""'],
  [
    'a layout that is not known',
    input({ layout: 'CHW' }),
    'models/demo.json: input.layout: expected "NCHW" or "NHWC" but found "CHW"',
  ],
  ['two means', input({ mean: [1, 2] }), 'models/demo.json: input.mean: expected at least 3 but found [1,2]'],
  [
    'text among the scales',
    input({ scale: [1, '1', 1] }),
    'models/demo.json: input.scale[1]: expected number but found "1"',
  ],
  [
    'a resize rule that is not known',
    resize({ rule: 'LETTERBOX' }),
    'models/demo.json: input.resize.rule: expected "STRETCH" or "SHORT_SIDE" or "KERAS_RETINANET" or "LONG_SIDE" but found "LETTERBOX"',
  ],
  [
    'the sizes of another rule',
    input({ resize: { rule: 'STRETCH', width: 32, height: 32, short: 5, kernel: 'PILLOW_BILINEAR' } }),
    'models/demo.json: input.resize.short: expected no such field',
  ],
  ['half a pixel', resize({ short: 1.5 }), 'models/demo.json: input.resize.short: expected int but found 1.5'],
  [
    'a kernel that is not known',
    resize({ kernel: 'NEAREST' }),
    'models/demo.json: input.resize.kernel: expected "OPENCV_BILINEAR" or "PILLOW_BILINEAR" but found "NEAREST"',
  ],
  [
    'an order of the original size that is not known',
    { ...demo, originalSize: { name: 'size', order: 'XY' } },
    'models/demo.json: originalSize.order: expected "WH" or "HW" but found "XY"',
  ],
  ['a floor above 1', { ...demo, scoreFloor: 5 }, 'models/demo.json: scoreFloor: expected at most 1 but found 5'],
  [
    '301 detections',
    { ...demo, maxDetections: 301 },
    'models/demo.json: maxDetections: expected at most 300 but found 301',
  ],
  ['no detections', { ...demo, maxDetections: 0 }, 'models/demo.json: maxDetections: expected at least 1 but found 0'],
  [
    'labels from 2',
    outputs({ labels: { name: 'labels', base: 2 } }),
    'models/demo.json: outputs.labels.base: expected 0 or 1 but found 2',
  ],
  [
    'a threshold where the model suppresses',
    outputs({ iouThreshold: 0.5 }),
    'models/demo.json: outputs.iouThreshold: expected no such field',
  ],
  [
    'no threshold where the model does not suppress',
    outputs({ suppressed: false }),
    'models/demo.json: outputs.iouThreshold: expected number but found nothing',
  ],
  [
    'a kernel where the rule has its own',
    input({ resize: { rule: 'KERAS_RETINANET', short: 800, long: 1333, kernel: 'OPENCV_BILINEAR' } }),
    'models/demo.json: input.resize.kernel: expected no such field',
  ],
  [
    'no kernel where the rule needs one',
    input({ resize: { rule: 'LONG_SIDE', long: 1333 } }),
    'models/demo.json: input.resize.kernel: expected "OPENCV_BILINEAR" or "PILLOW_BILINEAR" but found nothing',
  ],
  [
    'outputs that are text',
    { ...demo, outputs: 'boxes' },
    'models/demo.json: outputs: expected object but found "boxes"',
  ],
  ['both forms of outputs', outputs(detections), 'models/demo.json: outputs.detections: expected no such field'],
  [
    'detections from 2',
    { ...demo, outputs: { ...detections, detections: { name: 'DetectionOutput', base: 2 } } },
    'models/demo.json: outputs.detections.base: expected 0 or 1 but found 2',
  ],
  [
    'a misspelt form of outputs',
    { ...demo, outputs: { detection: detections.detections, suppressed: true } },
    'models/demo.json: outputs.detections: expected object but found nothing; outputs.detection: expected no such field',
  ],
  [
    'misspelt scores',
    {
      ...demo,
      outputs: { boxes: demo.outputs.boxes, score: { name: 'x' }, labels: demo.outputs.labels, suppressed: true },
    },
    'models/demo.json: outputs.scores: expected object but found nothing; outputs.score: expected no such field',
  ],
  [
    'misspelt boxes and scores',
    {
      ...demo,
      outputs: { box: demo.outputs.boxes, score: { name: 'x' }, labels: demo.outputs.labels, suppressed: true },
    },
    'models/demo.json: outputs.boxes: expected object but found nothing; outputs.scores: expected object but found nothing; outputs.box, outputs.score: expected no such field',
  ],
  [
    'empty boxes, scores and labels',
    outputs({ boxes: {}, scores: {}, labels: {} }),
    /outputs\.boxes\.name: expected string but found nothing; .+; outputs\.labels\.base: expected 0 or 1 but found nothing$/,
  ],
  [
    'boxes of a format and a space that are not known',
    outputs({ boxes: { name: 'boxes', format: 'YXYX', space: 'CELLS' } }),
    'models/demo.json: outputs.boxes.format: expected "XYXY" or "XYWH" or "CXCYWH" but found "YXYX"; outputs.boxes.space: expected "INPUT_PIXELS" or "IMAGE_PIXELS" or "UNIT" but found "CELLS"',
  ],
  [
    'detections that are not suppressed',
    { ...demo, outputs: { ...detections, suppressed: false } },
    'models/demo.json: outputs.suppressed: expected true but found false',
  ],
  [
    'outputs that do not say whether they are suppressed',
    outputs({ suppressed: undefined }),
    'models/demo.json: outputs.suppressed: expected true or false but found nothing',
  ],
  [
    'a label that is a number',
    { ...demo, labels: ['cat', 5] },
    'models/demo.json: labels[1]: expected string but found 5',
  ],
  [
    'a set of labels that is not known',
    { ...demo, labels: 'COCO_91' },
    'models/demo.json: labels: expected "COCO_80" or a list of names but found "COCO_91"',
  ],
  [
    'an accuracy without its measure',
    { ...demo, accuracy: [{ value: '0.350' }] },
    'models/demo.json: accuracy[0].measure: expected string but found nothing',
  ],
  ['an unknown field', { ...demo, author: 'x' }, 'models/demo.json: author: expected no such field'],
])('refuses %s and says where it is and what was expected', (_what, manifest, message) => {
  const error = refusal(manifest)
  expect(error).toMatchObject({ code: 'MODEL_INVALID' })
  if (typeof message === 'string') expect(error?.message).toBe(message)
  else expect(error?.message).toMatch(message)
  expect(error?.message).not.toContain('\n')
})

test('names every wrong field in one line', () => {
  const error = refusal({ ...demo, scoreFloor: 'low', maxDetections: 999 })
  expect(error?.message).toBe(
    'models/demo.json: scoreFloor: expected number but found "low"; maxDetections: expected at most 300 but found 999',
  )
})
