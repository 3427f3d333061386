import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { anchorBoxes } from '../../src/convert/anchorBoxes.ts'
import type { KerasModel, RetinaNet, Tensor } from '../../src/convert/kerasModel.ts'
import { weightShapes } from '../../src/convert/network/layers.ts'
import { layersOf } from '../../src/convert/network/layersOf.ts'
import { writeRetinaNet } from '../../src/convert/writeRetinaNet.ts'
import { convertedRetinaNet } from '../helper/convertedRetinaNet.ts'
import { hasRetinaNet, needsRetinaNet } from '../helper/retinaNetFiles.ts'
import { type NumericArray, withOnnx } from '../helper/runOnnx.ts'

const network: RetinaNet = {
  backbone: 'resnet50',
  conv1: 'SAME',
  classes: 3,
  anchorsPerPosition: 9,
  anchors: [8, 16, 32, 64, 128].map(stride => ({
    stride,
    boxes: anchorBoxes({ size: stride * 4, ratios: [0.5, 1, 2], scales: [1, 2 ** (1 / 3), 2 ** (2 / 3)] }),
  })),
  regression: { mean: [0, 0, 0, 0], std: [0.2, 0.2, 0.2, 0.2] },
  batchNormEpsilon: 1e-5,
  filtering: { nms: true, classSpecific: true, iouThreshold: 0.5, scoreThreshold: 0.05, maxDetections: 300 },
}

/** A model whose weights are all 0, but for what is given; undefined takes one away. */
function model(changes: Record<string, Partial<Tensor> | undefined> = {}, facts: Partial<RetinaNet> = {}): KerasModel {
  const tensors = new Map<string, Tensor>()
  for (const [name, shape] of weightShapes(layersOf('image', network))) {
    if (name in changes && changes[name] === undefined) continue
    const length = shape.reduce((product, side) => product * side, 1)
    tensors.set(name, { name, shape, read: () => new Float32Array(length), ...changes[name] })
  }
  return { file: 'snapshot.h5', network: { ...network, ...facts }, tensors, close() {} }
}

/** The message with which a model is refused. */
async function refusal(refused: KerasModel): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-convert-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const answer = writeRetinaNet(refused, join(folder, 'model.onnx'), { layout: 'keras' })
  const error = await answer.then(
    () => undefined,
    failure => failure,
  )
  expect(error).toMatchObject({ name: 'AppError', code: 'MODEL_INVALID' })
  return error.message
}

test('weights that are not there are named, and how many others', async () => {
  const message = await refusal(model({ 'conv1/kernel': undefined, 'P6/bias': undefined }))
  expect(message).toBe(
    'snapshot.h5: expected the weights conv1/kernel [7, 7, 3, 64] but found none (and 1 more that does not fit)',
  )
})

test('weights of another shape are named with both shapes', async () => {
  const message = await refusal(model({ 'P6/kernel': { shape: [3, 3, 256, 2048] } }))
  expect(message).toBe('snapshot.h5: expected the weights P6/kernel [3, 3, 2048, 256] but found [3, 3, 256, 2048]')
})

test.each([NaN, Infinity, -Infinity])('a weight that is %s is refused with its place', async value => {
  const read = () => new Float32Array(7 * 7 * 3 * 64).fill(value, 99, 100)
  const message = await refusal(model({ 'conv1/kernel': { read } }))
  expect(message).toBe(`snapshot.h5: expected finite weights but conv1/kernel has ${value} at position 99 of 9408`)
})

test('a variance below zero, which would make weights that are no numbers, is refused', async () => {
  const message = await refusal(model({ 'bn_conv1/moving_variance': { read: () => new Float32Array(64).fill(-1) } }))
  expect(message).toBe('snapshot.h5: expected variances of at least 0 but bn_conv1/moving_variance has -1')
})

test('a training snapshot without anchors is refused unless they are given', async () => {
  expect(await refusal(model({}, { anchors: undefined }))).toBe(
    'snapshot.h5: expected anchors but the file, a training snapshot, has none',
  )
})

test('anchors that are not as many as the head has are refused', async () => {
  const anchors = network.anchors!.map(level => ({ ...level, boxes: level.boxes.subarray(0, 16) }))
  expect(await refusal(model({}, { anchors }))).toBe(
    'snapshot.h5: expected 5 levels of 9 anchors, as its head has, but found 4, 4, 4, 4, 4',
  )
})

test.skipIf(!hasRetinaNet)(
  `all four files of one network give the same ONNX file, byte for byte ${needsRetinaNet}`,
  async () => {
    const sums = new Set<string>()
    for (const name of [
      'r50_coco80_inference.h5',
      'r50_coco80_inference_keras215.h5',
      'r50_coco80_frozen.pb',
      'r50_coco80_frozen_old_ops.pb',
    ])
      sums.add(
        createHash('sha256')
          .update(readFileSync(await convertedRetinaNet(name, 'keras')))
          .digest('hex'),
      )
    expect(sums.size).toBe(1)
  },
)

/** `[images, height, width, 3]` of repeatable noise. */
function noise(images: number, height: number, width: number): Float32Array {
  let state = 7
  return Float32Array.from({ length: images * height * width * 3 }, (_, i) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return ((Math.floor(i / 97) * 31) % 200) + (state % 56) - 110
  })
}

test.skipIf(!hasRetinaNet)(`a batch of three gives what three runs give ${needsRetinaNet}`, async () => {
  const [height, width] = [200, 296]
  const size = height * width * 3
  const all = noise(3, height, width)
  await withOnnx(await convertedRetinaNet('r50_coco80_frozen.pb', 'keras'), async run => {
    const together = await run({ input_1: { data: all, shape: [3, height, width, 3] } })
    for (const image of [0, 1, 2]) {
      const data = all.slice(image * size, (image + 1) * size)
      const alone = await run({ input_1: { data, shape: [1, height, width, 3] } })
      for (const [name, { data, shape }] of Object.entries(alone)) {
        const rows = (together[name] as NumericArray).data.subarray(image * data.length, (image + 1) * data.length)
        expect([...rows], `${name} of image ${image}`).toEqual([...data])
        expect(shape[0]).toBe(1)
      }
      expect([...Object.values(alone)[1]!.data].filter(score => score > 0).length).toBeGreaterThan(2)
    }
  })
})
