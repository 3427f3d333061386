import { expect, test } from 'vitest'
import { layouts } from '../../../src/convert/network/layouts.ts'
import { createGraph } from '../../../src/convert/onnx/createGraph.ts'
import { withGraph } from '../../helper/runOnnx.ts'

test("in Open Model Zoo's form unused rows have image_id -1 and zeros, used ones image_id 0 and shares of the side", async () => {
  const graph = createGraph()
  const rows = { boxes: [1, 3, 4], scores: [1, 3], labels: [1, 3] }
  graph.input('boxes', 'float32', rows.boxes)
  graph.input('scores', 'float32', rows.scores)
  graph.input('float labels', 'float32', rows.labels)
  const labels = graph.op('Cast', ['float labels'], { to: 6 })
  layouts.omz.output(graph, { boxes: 'boxes', scores: 'scores', labels }, 3)
  const { DetectionOutput } = await withGraph(graph.done(), run =>
    run({
      boxes: { data: Float32Array.of(0, 1333, 666.5, 333.25, 1, 2, 3, 4, -1, -1, -1, -1), shape: rows.boxes },
      scores: { data: Float32Array.of(0.75, 0.5, -1), shape: rows.scores },
      'float labels': { data: Float32Array.of(7, 0, -1), shape: rows.labels },
    }),
  )
  expect(DetectionOutput!.shape).toEqual([1, 1, 3, 7])
  const side = 1333
  expect([...DetectionOutput!.data]).toEqual([
    ...[0, 7, 0.75, 0, 1, 0.5, 0.25],
    ...[0, 0, 0.5, ...[1, 2, 3, 4].map(value => Math.fround(value / side))],
    ...[-1, 0, 0, 0, 0, 0, 0],
  ])
})
