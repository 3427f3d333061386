import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { anchorBoxes } from '../../src/convert/anchorBoxes.ts'
import { defaultFacts } from '../../src/convert/keras/networkOf.ts'
import type { AnchorLevel, KerasModel, RetinaNet, Tensor } from '../../src/convert/kerasModel.ts'
import { weightShapes } from '../../src/convert/network/layers.ts'
import { layersOf } from '../../src/convert/network/layersOf.ts'
import { writeRetinaNet } from '../../src/convert/writeRetinaNet.ts'
import { convertedRetinaNet } from '../helper/convertedRetinaNet.ts'
import { hasRetinaNet, needsRetinaNet } from '../helper/retinaNetFiles.ts'
import { type NumericArray, withOnnx } from '../helper/runOnnx.ts'

const network: RetinaNet = {
  ...defaultFacts,
  backbone: 'resnet50',
  conv1: 'SAME',
  classes: 3,
  anchorsPerPosition: 9,
  anchors: [8, 16, 32, 64, 128].map(stride => ({
    stride,
    boxes: anchorBoxes({ size: stride * 4, ratios: [0.5, 1, 2], scales: [1, 2 ** (1 / 3), 2 ** (2 / 3)] }),
  })),
  batchNormEpsilon: 1e-5,
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

test.each([
  ['P6/kernel', '[3, 3, 2048, 256]', [3, 3, 256, 2048]],
  ['P6/kernel', '[3, 3, 2048, 256]', [3, 3, 2048]],
])('weights %s of another shape than %s are named with both', async (name, needed, shape) => {
  const message = await refusal(model({ [name]: { shape } }))
  expect(message).toBe(`snapshot.h5: expected the weights ${name} ${needed} but found [${shape.join(', ')}]`)
})

test('a training snapshot without anchors is refused unless they are given', async () => {
  expect(await refusal(model({}, { anchors: undefined }))).toBe(
    'snapshot.h5: expected anchors but the file, a training snapshot, has none',
  )
})

test.each<[string, (anchors: readonly AnchorLevel[]) => AnchorLevel[], string]>([
  [
    'four a position',
    levels => levels.map(level => ({ ...level, boxes: level.boxes.subarray(0, 16) })),
    'expected 9 anchors at a position of level P3, as the heads have, but found 4',
  ],
  ['of four levels', levels => levels.slice(0, 4), 'expected anchors of 5 levels, P3, P4, P5, P6, P7, but found 4'],
  [
    'of two levels alike',
    ([first, , ...others]) => [first!, first!, ...others],
    'expected anchors every 16 pixels at level P4 but found every 8',
  ],
  [
    'of no numbers',
    ([first, ...others]) => [{ ...first!, boxes: new Float32Array(36).fill(Number.NaN) }, ...others],
    'expected finite anchors at level P3 but found NaN,NaN',
  ],
])('anchors %s, in place of five levels of nine, are refused', async (_, change, message) => {
  expect(await refusal(model({}, { anchors: change(network.anchors!) }))).toContain(message)
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
      sums.add((await convertedRetinaNet(name, 'keras')).sha256)
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
  const { path } = await convertedRetinaNet('r50_coco80_frozen.pb', 'keras')
  await withOnnx(path, async run => {
    const together = await run({ input_1: { data: all, shape: [3, height, width, 3] } })
    for (const image of [0, 1, 2]) {
      const data = all.slice(image * size, (image + 1) * size)
      const alone = await run({ input_1: { data, shape: [1, height, width, 3] } })
      for (const [name, { data, shape }] of Object.entries(alone)) {
        const rows = (together[name] as NumericArray).data.subarray(image * data.length, (image + 1) * data.length)
        expect([...rows], `${name} of image ${image}`).toEqual([...data])
        expect(shape[0]).toBe(1)
      }
      expect([...Object.values(alone)[1]!.data].filter(score => score > 0).length).toBeGreaterThan(1)
    }
  })
})
