import { expect, test } from 'vitest'
import type { GroundTruth } from '../../../eval/groundTruth.ts'
import { inspect } from '../../../eval/preflight/inspect.ts'
import { sampleRows } from '../../../eval/preflight/sampleRows.ts'
import { resolveDetections } from '../../../eval/resolve/resolveDetections.ts'
import { packInput } from './preflight.ts'

const objects = 60
/** Image 1 has objects, image 2 has none. */
const { groundTruth } = packInput({
  images: [{ id: 1 }, { id: 2 }],
  annotations: Array.from({ length: objects }, () => ({})),
  detections: [],
})

/** Picks out of detections of these scores, on image 1 unless told. */
function pick(scores: Float64Array, imageOf: (row: number) => number = () => 1, truth: GroundTruth = groundTruth) {
  const imageIds = Float64Array.from(scores, (_, row) => imageOf(row))
  const categoryIds = new Float64Array(scores.length).fill(1)
  const columns = { imageIds, categoryIds, boxes: new Float64Array(4 * scores.length), scores }
  return sampleRows(inspect(truth, resolveDetections(truth, columns), {}))
}

test('of few detections exactly the best are taken, as many as there are objects', () => {
  const scores = Float64Array.from({ length: 3000 }, (_, row) => ((row * 7919) % 3000) / 3000)
  const best = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, objects)
  expect([...pick(scores)]).toEqual(best.sort((a, b) => a - b))
})

test('of very many detections about the best are taken, never more than there are objects', () => {
  const scores = Float64Array.from({ length: 100_000 }, (_, row) => ((row * 7919) % 100_000) / 100_000)
  const rows = pick(scores)
  expect(rows.length).toBeGreaterThan(objects / 3)
  expect(rows.length).toBeLessThanOrEqual(objects)
  expect(Math.min(...Array.from(rows, row => scores[row]!))).toBeGreaterThan(0.998)
})

test('detections of one score are taken evenly, not from the first images alone', () => {
  const rows = pick(new Float64Array(100_000).fill(1))
  expect(rows).toHaveLength(objects)
  expect(rows.at(-1)!).toBeGreaterThan(90_000)
})

test('detections on images without objects, and on images that are not listed, are passed over', () => {
  const scores = Float64Array.from({ length: 3000 }, (_, row) => (row % 3 === 0 ? 0.1 : 0.9))
  const rows = pick(scores, row => (row % 3) + 1)
  expect([...rows].every(row => row % 3 === 0)).toBe(true)
  expect(rows).toHaveLength(objects)
})

test('objects on images without detections do not count, nor those of other categories than are asked for', () => {
  const { groundTruth, detections } = packInput({
    images: [{ id: 1 }, { id: 2 }],
    categories: [1, 2].map(id => ({ id, name: `category ${id}` })),
    annotations: Array.from({ length: 120 }, (_, i) => ({ image_id: 1 + (i >> 6), category_id: 1 + (i % 2) })),
    detections: Array.from({ length: 100 }, () => ({ image_id: 1 })),
  })
  const inspection = inspect(groundTruth, resolveDetections(groundTruth, detections), {})
  expect(sampleRows(inspection)).toHaveLength(64)
  expect(sampleRows(inspection, undefined, new Set([1]))).toHaveLength(32)
})

test('few objects or none ask for twenty detections', () => {
  const { groundTruth: one } = packInput({ annotations: [{}], detections: [] })
  expect(pick(new Float64Array(100).fill(0.5), () => 1, one)).toHaveLength(20)
  const { groundTruth: none } = packInput({ annotations: [], detections: [] })
  expect(pick(new Float64Array(100).fill(0.5), () => 1, none)).toHaveLength(0)
})
