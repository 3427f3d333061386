import { expect, test } from 'vitest'
import { createWorker } from '../../src/detector/createWorker.ts'
import { openSession } from '../../src/detector/openSession.ts'
import { makePng } from '../image/makePng.ts'
import { detectionOutputModel } from './detectionOutputModel.ts'

const first = [0, 3, 0.5, 0.25, 0.125, 0.5, 0.25]
const second = [0, 79, 0.75, 0, 0, 1, 1]
const end = [-1, 0, 0, 0, 0, 0, 0]
const stale = [0, 5, 0.875, 0, 0, 1, 1]

const detect = (of: Awaited<ReturnType<typeof detectionOutputModel>>) =>
  createWorker([of.model], 1).detect(makePng(40, 20), 'demo', Date.now() + 60_000)

test('rows of DetectionOutput up to the first without an image become boxes of the image, padding left out', async () => {
  using of = await detectionOutputModel(80, [first, second, end, stale])
  const { detections } = await detect(of)
  expect(detections).toEqual({
    label: [79, 3],
    score: [0.75, 0.5],
    x: [0, 10],
    y: [0, 5],
    width: [40, 10],
    height: [20, 5],
  })
})

test('as many rows as the tensor has are read where none ends them', async () => {
  using of = await detectionOutputModel(80, [first, second])
  expect((await detect(of)).detections.label).toEqual([79, 3])
})

test('an answer that ends at once has no detections', async () => {
  using of = await detectionOutputModel(80, [end, stale])
  expect((await detect(of)).detections.label).toEqual([])
})

test('a model whose labels start at 0 is refused under a manifest that says 1', async () => {
  const outputs = { detections: { name: 'DetectionOutput', base: 1 }, suppressed: true } as const
  using of = await detectionOutputModel(80, [[0, 0, 0.5, 0, 0, 1, 1], end], { outputs })
  await expect(detect(of)).rejects.toMatchObject({
    code: 'INFERENCE_FAILED',
    hint: 'Its manifest has 80 labels from 1 on: check outputs.detections.base and labels.',
  })
})

test('rows of another length are refused when the model is opened', async () => {
  using of = await detectionOutputModel(80, [[0, 3, 0.5, 0.25, 0.125, 0.5]])
  await expect(openSession(of.model, 1)).rejects.toThrow(
    'expected the output DetectionOutput to be float32 of rank 4 that ends in 7 but the file has DetectionOutput (float32 [1, 1, 1, 6])',
  )
})

test('a long side that contradicts the file is refused', async () => {
  using of = await detectionOutputModel(80, [end])
  const { input } = of.model.manifest
  const resize = { rule: 'LONG_SIDE', long: 96, kernel: 'OPENCV_BILINEAR' } as const
  const wrong = { ...of.model, manifest: { ...of.model.manifest, input: { ...input, resize } } }
  await expect(openSession(wrong, 1)).rejects.toThrow(
    'expected the input image to take [1, 3, 96, 96] but the file has image (float32 [1, 3, 80, 80])',
  )
})

test('a name that the file does not have is refused', async () => {
  const outputs = { detections: { name: 'detection_out', base: 0 }, suppressed: true } as const
  using of = await detectionOutputModel(80, [end], { outputs })
  await expect(openSession(of.model, 1)).rejects.toThrow(
    'the manifest names the output detection_out but the file has DetectionOutput (float32 [1, 1, 1, 7])',
  )
})
