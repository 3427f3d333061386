import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGraph } from '../../src/convert/onnx/createGraph.ts'
import { writeOnnx } from '../../src/convert/onnx/writeOnnx.ts'
import type { LoadedModel } from '../../src/detector/loadModels.ts'
import type { Manifest } from '../../src/detector/manifest.ts'
import { demoManifest } from './demoManifest.ts'

/**
 * A model that takes `[1, 3, side, side]` and answers the same rows of DetectionOutput to every image; its file goes
 * away with `using`.
 * @param rows seven numbers each
 * @param changes of its manifest, which has LONG_SIDE and labels from 0 on
 */
export async function detectionOutputModel(side: number, rows: number[][], changes: Partial<Manifest> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-model-'))
  const file = join(folder, 'model.onnx')
  const graph = createGraph()
  graph.input('image', 'float32', [1, 3, side, side])
  const shape = [1, 1, rows.length, rows[0]!.length]
  const answer = graph.initializer({ name: 'rows', type: 'float32', shape, data: () => Float32Array.from(rows.flat()) })
  graph.output(graph.op('Identity', [answer], {}, 'DetectionOutput'), 'float32', shape)
  const { sha256 } = await writeOnnx(file, graph.done(), { name: 'rows', description: '' })
  const manifest: Manifest = {
    ...demoManifest({ file, sha256 }),
    input: {
      name: 'image',
      layout: 'NCHW',
      colour: 'BGR',
      mean: [0, 0, 0],
      scale: [1, 1, 1],
      resize: { rule: 'LONG_SIDE', long: side, kernel: 'OPENCV_BILINEAR' },
    },
    outputs: { detections: { name: 'DetectionOutput', base: 0 }, suppressed: true },
    ...changes,
  }
  const model: LoadedModel = { manifest, file, sha256, written: statSync(file).mtimeMs, preprocessing: '' }
  return { model, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}
