import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anchorBoxes } from '../../../src/convert/anchorBoxes.ts'
import { anchorsAt, clipBoxes, decodeBoxes } from '../../../src/convert/network/decodeBoxes.ts'
import { createGraph } from '../../../src/convert/onnx/createGraph.ts'
import { readNpy } from '../../helper/readNpy.ts'
import { hasRetinaNet, needsRetinaNet, retinaNetReference } from '../../helper/retinaNetFiles.ts'
import { withGraph } from '../../helper/runOnnx.ts'
import { largestDifference } from '../../image/largestDifference.ts'

/** The graph's anchors, boxes and clipped boxes of every position of a network input's five levels. */
function everyBox(height: number, width: number, ratios: readonly number[]) {
  const graph = createGraph()
  const int64 = (name: string, values: readonly number[]) =>
    graph.initializer({ name, type: 'int64', shape: [values.length], data: () => BigInt64Array.from(values, BigInt) })
  const scales = [1, 2 ** (1 / 3), 2 ** (2 / 3)]
  const perPosition = ratios.length * scales.length
  const levels = [8, 16, 32, 64, 128].map(stride => {
    const columns = Math.ceil(width / stride)
    const rows = [...Array(Math.ceil(height / stride) * columns * perPosition).keys()]
    const at = {
      position: int64(
        `position/${stride}`,
        rows.map(row => Math.floor(row / perPosition)),
      ),
      anchor: int64(
        `anchor/${stride}`,
        rows.map(row => row % perPosition),
      ),
      width: graph.integers(columns),
    }
    return anchorsAt(graph, { stride, boxes: anchorBoxes({ size: stride * 4, ratios, scales }) }, at)
  })
  const anchors = graph.op('Concat', levels, { axis: 0 })
  graph.input('regression', 'float32', [1, 'K', 4])
  const boxes = decodeBoxes(graph, anchors, 'regression', { mean: [0, 0, 0, 0], std: [0.2, 0.2, 0.2, 0.2] })
  const size = { height: graph.integers(height), width: graph.integers(width) }
  const clipped = clipBoxes(graph, boxes, size)
  graph.output(anchors, 'float32', ['K', 4])
  for (const each of [boxes, clipped]) graph.output(each, 'float32', [1, 'K', 4])
  return { graph: graph.done(), names: { anchors, boxes, clipped_boxes: clipped } }
}

test.skipIf(!hasRetinaNet).each([
  ['synthetic80', 256, 320, [0.5, 1, 2]],
  ['synthetic80_odd', 149, 267, [0.5, 1, 2]],
  ['synthetic3', 256, 320, [0.5, 1, 2, 3]],
  ['synthetic3_odd', 149, 267, [0.5, 1, 2, 3]],
] as const)(
  `the anchors, boxes and clipped boxes of %s are those of keras-retinanet ${needsRetinaNet}`,
  async (set, height, width, ratios) => {
    const read = (name: string) => readNpy(join(retinaNetReference, set, `${name}.npy`))
    const { graph, names } = everyBox(height, width, ratios)
    const regression = read('regression')
    const answer = await withGraph(graph, run =>
      run({ regression: { ...regression, shape: [1, regression.data.length / 4, 4] } }),
    )
    for (const [name, value] of Object.entries(names)) {
      if (name === 'boxes' && set !== 'synthetic80') continue // the others have no such file
      expect(largestDifference(answer[value]!.data, read(name).data), name).toBeLessThan(1e-4)
    }
  },
)

test('means move the corners too', async () => {
  const graph = createGraph()
  graph.input('anchors', 'float32', [1, 4])
  graph.input('regression', 'float32', [1, 1, 4])
  const boxes = decodeBoxes(graph, 'anchors', 'regression', { mean: [0.5, 0, -1, 0], std: [0.1, 0.2, 0.3, 0.4] })
  graph.output(boxes, 'float32', [1, 1, 4])
  const answer = await withGraph(graph.done(), run =>
    run({
      anchors: { data: Float32Array.of(10, 20, 30, 60), shape: [1, 4] },
      regression: { data: Float32Array.of(1, 1, 1, 1), shape: [1, 1, 4] },
    }),
  )
  const expected = [10 + 0.6 * 20, 20 + 0.2 * 40, 30 - 0.7 * 20, 60 + 0.4 * 40]
  expect(largestDifference(answer[boxes]!.data, expected)).toBeLessThan(1e-5)
})
