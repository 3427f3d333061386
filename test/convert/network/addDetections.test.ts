import { expect, test } from 'vitest'
import { anchorBoxes } from '../../../src/convert/anchorBoxes.ts'
import { defaultFacts } from '../../../src/convert/keras/networkOf.ts'
import type { Filtering, RetinaNet } from '../../../src/convert/kerasModel.ts'
import { levels, strides } from '../../../src/convert/network/featurePyramid.ts'
import { addDetections } from '../../../src/convert/network/retinaNetGraph.ts'
import { createGraph } from '../../../src/convert/onnx/createGraph.ts'
import { type NumericArray, withGraph } from '../../helper/runOnnx.ts'
import { largestDifference } from '../../image/largestDifference.ts'

const [images, height, width] = [2, 100, 140]
const [perPosition, classes] = [2, 3]
const anchors = strides.map(stride => ({
  stride,
  boxes: anchorBoxes({ size: stride * 4, ratios: [0.5, 2], scales: [1] }),
}))
const regression = { mean: [0.1, 0, -0.1, 0.05], std: [0.2, 0.3, 0.2, 0.1] }

/** Repeatable numbers from `least` to `most`, `[images, channels, rows, columns]`. */
function createMaps() {
  let state = 11
  return (channels: number, stride: number, least: number, most: number): NumericArray => {
    const shape = [images, channels, Math.ceil(height / stride), Math.ceil(width / stride)]
    const length = shape.reduce((product, side) => product * side, 1)
    const data = Float32Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return least + (state / 2 ** 32) * (most - least)
    })
    return { data, shape }
  }
}

const mapOf = createMaps()
const maps: Record<string, NumericArray> = Object.fromEntries(
  levels.flatMap((level, i) => [
    [`${level}_classification`, mapOf(perPosition * classes, strides[i]!, -10, 2)],
    [`${level}_regression`, mapOf(perPosition * 4, strides[i]!, -2, 2)],
  ]),
)

type Row = { box: number[]; scores: number[] }
type Found = { box: number[]; score: number; label: number }

/** Clipped box and scores of every anchor of an image, in the original's order. */
function rowsOf(image: number): Row[] {
  return anchors.flatMap(({ stride, boxes }, i) => {
    const [logits, moves] = [maps[`${levels[i]}_classification`]!, maps[`${levels[i]}_regression`]!]
    const [, , rows, columns] = logits.shape as [number, number, number, number]
    return Array.from({ length: rows * columns * perPosition }, (_, row): Row => {
      const [position, anchor] = [Math.floor(row / perPosition), row % perPosition]
      const at = (map: NumericArray, channel: number) =>
        map.data[(image * map.shape[1]! + channel) * rows * columns + position]!
      const centre = [position % columns, Math.floor(position / columns)].map(index => (index + 0.5) * stride)
      const side = (axis: number) => boxes[anchor * 4 + axis + 2]! - boxes[anchor * 4 + axis]!
      const box = [0, 1, 2, 3].map(corner => {
        const share = at(moves, anchor * 4 + corner) * regression.std[corner]! + regression.mean[corner]!
        const moved = centre[corner % 2]! + boxes[anchor * 4 + corner]! + share * side(corner % 2)
        return Math.min(Math.max(moved, 0), [width, height][corner % 2]! - 1)
      })
      const score = (label: number) => 1 / (1 + Math.exp(-at(logits, anchor * classes + label)))
      return { box, scores: [0, 1, 2].map(score) }
    })
  })
}

function iou(a: readonly number[], b: readonly number[]): number {
  const overlap = (axis: number) => Math.max(0, Math.min(a[axis + 2]!, b[axis + 2]!) - Math.max(a[axis]!, b[axis]!))
  const area = (box: readonly number[]) => (box[2]! - box[0]!) * (box[3]! - box[1]!)
  const shared = overlap(0) * overlap(1)
  return shared === 0 ? 0 : shared / (area(a) + area(b) - shared)
}

/** What FilterDetections answers, in as few words as it takes. */
function filtered(rows: readonly Row[], filtering: Filtering): Found[] {
  const { nms, classSpecific, iouThreshold, scoreThreshold, maxDetections } = filtering
  const byScore = (found: readonly Found[]) => found.toSorted((a, b) => b.score - a.score).slice(0, maxDetections)
  const all = rows.flatMap(({ box, scores }): Found[] => {
    const each = scores.map((score, label) => ({ box, score, label }))
    return classSpecific ? each : [each.reduce((best, other) => (other.score > best.score ? other : best))]
  })
  const groups = classSpecific ? [0, 1, 2].map(label => all.filter(found => found.label === label)) : [all]
  return byScore(
    groups.flatMap(group => {
      const kept: Found[] = []
      for (const found of group.filter(({ score }) => score > scoreThreshold).toSorted((a, b) => b.score - a.score))
        if (!nms || kept.every(({ box }) => iou(box, found.box) <= iouThreshold)) kept.push(found)
      return byScore(kept)
    }),
  )
}

test.each<Partial<Filtering>>([
  {},
  { maxDetections: 20 },
  { maxDetections: 5000, scoreThreshold: 0.001 },
  { iouThreshold: 0.2, scoreThreshold: 0.5 },
  { classSpecific: false },
  { classSpecific: false, iouThreshold: 0.8, maxDetections: 40 },
  { nms: false, scoreThreshold: 0.3 },
  { nms: false, classSpecific: false, maxDetections: 1000 },
])('made-up maps of two images give what a plain reference finds in them: %o', async changes => {
  const filtering = { ...defaultFacts.filtering, ...changes }
  const graph = createGraph()
  for (const [name, { shape }] of Object.entries(maps)) graph.input(name, 'float32', shape)
  const network: RetinaNet = {
    backbone: 'resnet50',
    conv1: 'SAME',
    classes,
    anchorsPerPosition: perPosition,
    anchors,
    regression,
    batchNormEpsilon: 1e-5,
    filtering,
  }
  const size = { height: graph.integers(height), width: graph.integers(width) }
  const names = addDetections(graph, { network }, anchors, size)
  const { maxDetections } = filtering
  graph.output(names.boxes, 'float32', [images, maxDetections, 4])
  graph.output(names.scores, 'float32', [images, maxDetections])
  graph.output(names.labels, 'int32', [images, maxDetections])
  const answer = await withGraph(graph.done(), run => run(maps))

  for (let image = 0; image < images; image++) {
    const expected = filtered(rowsOf(image), filtering)
    const padding = Array(maxDetections - expected.length).fill({ box: [-1, -1, -1, -1], score: -1, label: -1 })
    const rows: Found[] = [...expected, ...padding]
    const found = (name: string, each: number) =>
      answer[name]!.data.subarray(image * maxDetections * each, (image + 1) * maxDetections * each)
    expect(expected.length).toBeGreaterThan(15)
    expect([...found(names.labels, 1)]).toEqual(rows.map(({ label }) => label))
    expect(
      largestDifference(
        found(names.scores, 1),
        rows.map(({ score }) => score),
      ),
    ).toBeLessThan(1e-6)
    expect(
      largestDifference(
        found(names.boxes, 4),
        rows.flatMap(({ box }) => box),
      ),
    ).toBeLessThan(1e-4)
  }
})
