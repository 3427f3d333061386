import { expect, test } from 'vitest'
import { candidates } from '../../../src/convert/network/candidates.ts'
import { createGraph } from '../../../src/convert/onnx/createGraph.ts'
import { withGraph } from '../../helper/runOnnx.ts'

const width = 4096

/** Logits around that of a score, a sixteenth of what float32 tells apart near 1 from score to score. */
function around(score: number): Float32Array {
  const step = 2 ** -28 / (score * (1 - score))
  return Float32Array.from({ length: width }, (_, i) => Math.log(score / (1 - score)) + (i - width / 2) * step)
}

/** Scores of a map of one class and one anchor, and of its candidates. */
async function scoresOf(logits: Float32Array, scoreThreshold: number) {
  const graph = createGraph()
  graph.input('classification', 'float32', [1, 1, 1, width])
  graph.input('regression', 'float32', [1, 4, 1, width])
  const maps = { classification: 'classification', regression: 'regression' }
  const found = candidates(graph, maps, { anchors: 1, classes: 1, scoreThreshold })
  graph.output(graph.op('Sigmoid', ['classification'], {}, 'all'), 'float32', [1, 1, 1, width])
  graph.output(graph.op('Sigmoid', [found.logits], {}, 'found'), 'float32', [1, 1, 'K'])
  const answer = await withGraph(graph.done(), run =>
    run({
      classification: { data: logits, shape: [1, 1, 1, width] },
      regression: { data: new Float32Array(width * 4), shape: [1, 4, 1, width] },
    }),
  )
  const above = (name: string) => [...answer[name]!.data].filter(score => score > Math.fround(scoreThreshold)).length
  return { all: above('all'), found: above('found'), candidates: answer.found!.data.length }
}

test.each([0.001, 0.05, 0.5, 0.9, 0.99, 0.9999, 0.99999, 0.999999])(
  'no score that rounds to more than the threshold %d is lost',
  async scoreThreshold => {
    const { all, found } = await scoresOf(around(scoreThreshold), scoreThreshold)
    expect(all).toBeGreaterThan(width / 4)
    expect(found).toBe(all)
  },
)

test('anchors well below the threshold are no candidates; at a threshold of 0 all are', async () => {
  const logits = Float32Array.from({ length: width }, (_, i) => (i < 5 ? 0 : -8))
  expect(await scoresOf(logits, 0.05)).toEqual({ all: 5, found: 5, candidates: 5 })
  expect(await scoresOf(logits, 0)).toEqual({ all: width, found: width, candidates: width })
})
