import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Manifest } from '../../src/detector/manifest.ts'
import { openSession } from '../../src/detector/openSession.ts'
import { demoManifest } from './demoManifest.ts'
import { sharedModels } from './sharedModels.ts'

const onnx = resolve('models/demo-retinanet.onnx')

const open = (manifest: Manifest, file = onnx) => openSession({ manifest, file }, 1)

const problem = async (changes: Partial<Manifest>, file?: string) => {
  const error: Error = await open({ ...demoManifest(), ...changes }, file).then(
    () => new Error('it opened'),
    reason => reason,
  )
  expect(error.message).not.toContain('\n')
  return error.message.replace(`Model demo (${file ?? onnx}): `, '')
}

const { input, outputs } = demoManifest()

const stretched = { rule: 'STRETCH', width: 64, height: 64, kernel: 'OPENCV_BILINEAR' } as const

test('an image goes through the demo model and comes back as boxes, scores and labels of one length', async () => {
  const session = await open(demoManifest())
  const raw = await session.run(
    { data: new Float32Array(64 * 96 * 3), dims: [1, 64, 96, 3] },
    { width: 96, height: 64 },
  )
  expect([raw.boxes.length, raw.scores.length, raw.labels.length]).toEqual([1200, 300, 300])
  await session.release()
})

test('a file that is not a model is refused in one line', async () => {
  expect(await problem({}, resolve('package.json'))).toMatch(/^expected an ONNX model but .+/)
})

test('an output that the file does not have is named beside those it has', async () => {
  expect(await problem({ outputs: { ...outputs, scores: { name: 'logits' } } })).toBe(
    'the manifest names the output logits but the file has boxes (float32 [N, 300, 4]), scores (float32 [N, 300]), labels (int32 [N, 300])',
  )
})

test('an input that the file does not have is named beside those it has', async () => {
  expect(await problem({ input: { ...input, name: 'images' } })).toBe(
    'the manifest names the input images but the file has input_1 (float32 [N, H, W, 3])',
  )
})

test('a second input that the file does not have is refused', async () => {
  expect(await problem({ originalSize: { name: 'size', order: 'WH' } })).toMatch(
    /^the manifest names the input size but/,
  )
})

test('labels of another type than the manifest says are refused', async () => {
  expect(await problem({ outputs: { ...outputs, labels: { name: 'labels', base: 0, type: 'int64' } } })).toBe(
    'expected the output labels to be int64 of rank 1 or 2 but the file has labels (int32 [N, 300])',
  )
})

test('scores named as boxes are refused for their rank and their last side', async () => {
  expect(await problem({ outputs: { ...outputs, boxes: { ...outputs.boxes, name: 'scores' } } })).toBe(
    'expected the output scores to be float32 of rank 2 or 3 that ends in 4 but the file has scores (float32 [N, 300])',
  )
})

test('a layout that contradicts the file is refused', async () => {
  expect(await problem({ input: { ...input, layout: 'NCHW' } })).toBe(
    'expected the input input_1 to take [1, 3, H, W] but the file has input_1 (float32 [N, H, W, 3])',
  )
})

test.skipIf(!sharedModels)('a size that contradicts the file is refused (needs ../shared)', async () => {
  const manifest = sharedModels!.manifest('deimv2-atto')
  const wrong = { ...manifest, input: { ...manifest.input, resize: stretched } }
  await expect(open(wrong, sharedModels!.file(manifest))).rejects.toThrow(
    'expected the input images to take [1, 3, 64, 64] but the file has images (float32 [N, 3, 320, 320])',
  )
})

test.skipIf(!sharedModels)('an input that the manifest leaves out is refused (needs ../shared)', async () => {
  const { originalSize: _, ...manifest } = sharedModels!.manifest('deimv2-atto')
  await expect(open(manifest, sharedModels!.file(manifest))).rejects.toThrow(
    /needs the input orig_target_sizes \(int64 \[.+, 2\]\), which the manifest does not name$/,
  )
})

test('a model that fails on an image answers INFERENCE_FAILED and keeps the reason for the log', async () => {
  const session = await open(demoManifest())
  const image = { data: new Float32Array(12), dims: [1, 3, 2, 2] }
  await expect(session.run(image, { width: 2, height: 2 })).rejects.toMatchObject({
    code: 'INFERENCE_FAILED',
    message: 'Model demo could not run on this image.',
    cause: expect.any(Error),
  })
  await session.release()
})
