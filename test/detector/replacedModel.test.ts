import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { demoManifest } from './demoManifest.ts'
import { modelFolder } from './modelFolder.ts'
import { startDetector } from './startDetector.ts'

const scene = readFileSync('demo/scenes/000001.jpg')
const onnx = resolve('models', demoManifest().file)
const soon = () => ({ deadline: Date.now() + 30_000 })

/** The demo model, and the same as `other` with a file of its own. */
function twoModels() {
  const folder = modelFolder(
    { 'demo.json': demoManifest(), 'other.json': demoManifest({ name: 'other', file: 'other.onnx' }) },
    { [demoManifest().file]: onnx },
  )
  const other = join(folder.path, 'other.onnx')
  copyFileSync(onnx, other)
  return { ...folder, other }
}

test('a model whose file was written again after its hash was taken is not run under that hash', async () => {
  using folder = twoModels()
  await using detector = await startDetector({ modelsDir: folder.path })
  copyFileSync(onnx, folder.other)
  const error = await detector.detect(scene, { model: 'other', ...soon() }).catch(reason => reason)
  expect(error).toMatchObject({ code: 'INFERENCE_FAILED', message: 'Model other cannot be opened any more.' })
  expect(String(error.cause)).toContain('expected the file that was checked but it has been written again since')
  expect((await detector.detect(scene, soon())).detections.score.length).toBeGreaterThan(0)
})

test('a process that cannot open the default model any more says why, and not how it was ended', async () => {
  using folder = twoModels()
  const onLost = vi.fn()
  await using detector = await startDetector({ modelsDir: folder.path, model: 'other', onLost })
  rmSync(folder.other)
  process.kill(detector.pids()[0]!, 'SIGKILL')
  await vi.waitUntil(() => onLost.mock.calls.length > 1, { interval: 5, timeout: 20_000 })
  expect(onLost.mock.calls[1]![0]).toContain('expected the file that was checked but it is no longer there')
})
