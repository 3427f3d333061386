import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { demoManifest } from './demoManifest.ts'
import { modelFolder } from './modelFolder.ts'
import { startDetector } from './startDetector.ts'

const onnx = { 'demo-retinanet.onnx': resolve('models/demo-retinanet.onnx') }
const { outputs } = demoManifest()
const other = {
  ...demoManifest({ name: 'other' }),
  outputs: { ...outputs, boxes: { ...outputs.boxes, name: 'bboxes' } },
}

test('a model that is not the default one and names an output that its file lacks stops the start, not its first use', async () => {
  using folder = modelFolder({ 'demo.json': demoManifest(), 'other.json': other }, onnx)
  const starting = startDetector({ modelsDir: folder.path, checkAll: true })
  await expect(starting).rejects.toMatchObject({ code: 'MODEL_INVALID', message: expect.stringContaining('bboxes') })
})

test('models that are all as their manifests say start', async () => {
  using folder = modelFolder({ 'demo.json': demoManifest(), 'twin.json': demoManifest({ name: 'twin' }) }, onnx)
  await using detector = await startDetector({ modelsDir: folder.path, checkAll: true })
  expect(detector.models.map(({ manifest }) => manifest.name)).toEqual(['demo', 'twin'])
})
