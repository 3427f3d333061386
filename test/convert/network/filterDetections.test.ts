import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultFacts } from '../../../src/convert/keras/networkOf.ts'
import type { Filtering } from '../../../src/convert/kerasModel.ts'
import { filterDetections } from '../../../src/convert/network/filterDetections.ts'
import { createGraph } from '../../../src/convert/onnx/createGraph.ts'
import { readNpy } from '../../helper/readNpy.ts'
import { hasRetinaNet, needsRetinaNet, retinaNetReference } from '../../helper/retinaNetFiles.ts'
import { withGraph } from '../../helper/runOnnx.ts'

/** @param boxes `[N, K, 4]` @param scores `[N, K, classes]`, as the original has them */
async function filter(boxes: Nested, scores: Nested, filtering: Partial<Filtering> = {}) {
  const graph = createGraph()
  graph.input('boxes', 'float32', ['N', 'K', 4])
  graph.input('scores', 'float32', ['N', 'K', 'classes'])
  const byClass = graph.op('Transpose', ['scores'], { perm: [0, 2, 1] })
  const settings = { ...defaultFacts.filtering, ...filtering }
  const found = filterDetections(graph, 'boxes', byClass, settings)
  graph.output(found.boxes, 'float32', ['N', settings.maxDetections, 4])
  graph.output(found.scores, 'float32', ['N', settings.maxDetections])
  graph.output(found.labels, 'int32', ['N', settings.maxDetections])
  return withGraph(graph.done(), async run => {
    const answer = await run({ boxes: arrayOf(boxes), scores: arrayOf(scores) })
    const rows = (name: string) => [...answer[name]!.data]
    return { boxes: rows(found.boxes), scores: rows(found.scores), labels: rows(found.labels) }
  })
}

type Nested = { data: Float32Array | Int32Array; shape: readonly number[] } | number[][][]

const arrayOf = (values: Nested) =>
  Array.isArray(values)
    ? { data: Float32Array.from(values.flat(2)), shape: [values.length, values[0]!.length, values[0]![0]?.length ?? 0] }
    : values

const box = (x: number, width = 10): number[] => [x, 0, x + width, 10]

test.skipIf(!hasRetinaNet).each(['synthetic80', 'synthetic80_odd', 'synthetic3', 'synthetic3_odd'])(
  `the boxes and scores of %s give the rows of keras-retinanet, exactly ${needsRetinaNet}`,
  async set => {
    const read = (name: string) => readNpy(join(retinaNetReference, set, `${name}.npy`))
    const answer = await filter(read('clipped_boxes'), read('classification'))
    expect(answer.scores.filter(score => score > 0).length).toBeGreaterThan(8)
    for (const name of ['boxes', 'scores', 'labels'] as const)
      expect(answer[name]).toEqual([...read(`out_${name}`).data])
  },
)

describe('filterDetections', () => {
  test('drops a score that equals the threshold and keeps the next float', async () => {
    const at = Math.fround(0.05)
    const above = new Float32Array(new Int32Array(Float32Array.of(at).buffer).map(bits => bits + 1).buffer)[0]!
    const { scores } = await filter([[box(0), box(50)]], [[[at], [above]]], { maxDetections: 2 })
    expect(scores).toEqual([above, -1])
  })

  test('keeps a box whose IoU with a better one is exactly the threshold, drops one above it', async () => {
    const boxes = [
      [0, 0, 10, 10],
      [0, 0, 10, 5],
      [20, 0, 30, 10],
      [20, 0, 30, 5.1],
    ]
    const { labels, scores } = await filter([boxes], [[[0.9], [0.8], [0.7], [0.6]]], { maxDetections: 4 })
    expect(scores.map(score => Math.round(score * 10))).toEqual([9, 8, 7, -10])
    expect(labels).toEqual([0, 0, 0, -1])
  })

  test('takes the thresholds that it is given, above the usual ones and below', async () => {
    const two = [[box(0), box(4)]] // IoU 0.43
    const scores = [[[0.6], [0.3]]]
    expect((await filter(two, scores, { maxDetections: 2, iouThreshold: 0.4 })).labels).toEqual([0, -1])
    expect((await filter(two, scores, { maxDetections: 2, scoreThreshold: 0.5 })).labels).toEqual([0, -1])
    const low = await filter(two, [[[0.02], [0.01]]], { maxDetections: 3, scoreThreshold: 0.001 })
    expect(low.labels).toEqual([0, 0, -1])
    expect(low.boxes.slice(4)).toEqual([...box(4), -1, -1, -1, -1])
  })

  test('answers more than 300 rows of one class when asked for them', async () => {
    const boxes = Array.from({ length: 301 }, (_, i) => box(i * 20))
    const { labels } = await filter([boxes], [boxes.map(() => [0.5])], { maxDetections: 301 })
    expect(labels).toEqual(Array(301).fill(0))
  })

  test('suppresses inside a class only, unless classes are compared', async () => {
    const scores = [
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    ]
    const boxes = [[box(0), box(1)]]
    const each = await filter(boxes, scores, { maxDetections: 4 })
    expect(each.labels).toEqual([0, 1, -1, -1])
    const across = await filter(boxes, scores, { maxDetections: 4, classSpecific: false })
    expect(across.labels).toEqual([0, -1, -1, -1])
  })

  test('without class filter a row has its best class, the lower one of equals', async () => {
    const scores = [
      [
        [0.3, 0.6],
        [0.7, 0.7],
      ],
    ]
    const { labels } = await filter([[box(0), box(50)]], scores, { maxDetections: 3, classSpecific: false })
    expect(labels).toEqual([0, 1, -1])
  })

  test('without suppression equal boxes stay', async () => {
    const { labels } = await filter([[box(0), box(0)]], [[[0.9], [0.8]]], { maxDetections: 3, nms: false })
    expect(labels).toEqual([0, 0, -1])
  })

  test('of equal scores the lower class comes first, then the lower row', async () => {
    const scores = [
      [
        [0.5, 0.5],
        [0.5, 0],
      ],
    ]
    const { boxes, labels } = await filter([[box(0), box(50)]], scores, { maxDetections: 3 })
    expect(labels).toEqual([0, 0, 1])
    expect([boxes[0], boxes[4], boxes[8]]).toEqual([0, 50, 0])
  })

  test('of equal scores that overlap the lower row suppresses the other', async () => {
    const { boxes } = await filter([[box(3), box(2)]], [[[0.5], [0.5]]], { maxDetections: 1 })
    expect(boxes[0]).toBe(3)
  })

  test('a box without area neither suppresses nor is suppressed', async () => {
    const { labels } = await filter([[box(0, 0), box(0, 0)]], [[[0.5], [0.4]]], { maxDetections: 2 })
    expect(labels).toEqual([0, 0])
  })

  test('answers the best rows of all classes and no more than asked', async () => {
    const scores = [
      [
        [0.2, 0.9],
        [0.8, 0.3],
        [0.1, 0.7],
      ],
    ]
    const { labels } = await filter([[box(0), box(50), box(90)]], scores, { maxDetections: 3 })
    expect(labels).toEqual([1, 0, 1])
  })

  test('keeps the images of a batch apart, and one without detections empty', async () => {
    const images = [
      [box(0), box(50)],
      [box(1), box(51)],
      [box(2), box(52)],
    ]
    const scores = [
      [[0.6], [0.7]],
      [[0.01], [0.02]],
      [[0.9], [0.1]],
    ]
    const { boxes, labels } = await filter(images, scores, { maxDetections: 2 })
    expect(labels).toEqual([0, 0, -1, -1, 0, 0])
    expect(boxes.filter((_, i) => i % 4 === 0)).toEqual([50, 0, -1, -1, 2, 52])
    expect(boxes.slice(8, 16)).toEqual(Array(8).fill(-1))
  })

  test('no candidates at all give rows of -1', async () => {
    const none = { data: new Float32Array(), shape: [2, 0, 4] }
    const { boxes, scores, labels } = await filter(none, { ...none, shape: [2, 0, 3] }, { maxDetections: 2 })
    expect([boxes, scores, labels].map(rows => rows.every(value => value === -1))).toEqual([true, true, true])
    expect(boxes).toHaveLength(16)
  })
})
