import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { cocoCategories } from '../../src/detector/cocoCategories.ts'
import type { DetectionColumns } from '../../src/detector/detectedImage.ts'
import { startDetector } from './startDetector.ts'

type Box = [x: number, y: number, width: number, height: number]

type Reference = { image_id: number; file_name: string; boxes: Box[]; scores: number[]; labels: number[] }

const read = (name: string) => JSON.parse(readFileSync(resolve('demo/scenes', name), 'utf8'))

const references: Reference[] = read('reference-detections.json').images

const truth: { image_id: number; category_id: number; bbox: Box }[] = read('instances.json').annotations

const found = new Map<number, DetectionColumns>()

beforeAll(async () => {
  await using detector = await startDetector({ threads: 2 })
  const detect = async ({ image_id, file_name }: Reference) => {
    const bytes = readFileSync(resolve('demo/scenes', file_name))
    const { detections } = await detector.detect(bytes, { deadline: Date.now() + 100_000 })
    found.set(image_id, detections)
  }
  await Promise.all(references.map(detect))
})

test('the 60 scenes give the boxes (1 px), scores (0.005) and labels of the reference, and no other', () => {
  let compared = 0
  for (const { image_id, boxes, scores, labels } of references) {
    const mine = found.get(image_id)!
    const left = new Set(mine.score.keys())
    boxes.forEach(([x1, y1, x2, y2], i) => {
      const same = [...left].find(
        k =>
          mine.label[k] === labels[i] &&
          Math.abs(mine.score[k]! - scores[i]!) <= 0.005 &&
          Math.abs(mine.x[k]! - x1) <= 1 &&
          Math.abs(mine.y[k]! - y1) <= 1 &&
          Math.abs(mine.x[k]! + mine.width[k]! - x2) <= 1 &&
          Math.abs(mine.y[k]! + mine.height[k]! - y2) <= 1,
      )
      expect(same, `scene ${image_id}, reference ${i} of label ${labels[i]}`).toBeDefined()
      left.delete(same!)
      compared++
    })
    expect([...left].filter(k => mine.score[k]! >= 0.305)).toEqual([])
  }
  expect(compared).toBe(718)
})

const iou = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box) => {
  const width = Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx))
  const height = Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by))
  return (width * height) / (aw * ah + bw * bh - width * height)
}

test('with a score and an IoU of at least 0.5 the scenes give precision 0.78 and recall 0.65', () => {
  let [hits, answered] = [0, 0]
  for (const [image, { label, score, x, y, width, height }] of found) {
    const left = new Set(truth.filter(object => object.image_id === image))
    score.forEach((value, k) => {
      if (value < 0.5) return
      answered++
      const box: Box = [x[k]!, y[k]!, width[k]!, height[k]!]
      const category = cocoCategories[label[k]!]!.cocoId
      const hit = [...left].find(({ category_id, bbox }) => category_id === category && iou(box, bbox) >= 0.5)
      if (hit) hits++
      left.delete(hit!)
    })
  }
  expect(Math.abs(hits / answered - 0.78)).toBeLessThanOrEqual(0.02)
  expect(Math.abs(hits / truth.length - 0.65)).toBeLessThanOrEqual(0.02)
})

test('every box of every scene lies inside its image and has an area', () => {
  for (const { x, y, width, height } of found.values())
    for (const k of x.keys()) {
      expect(Math.min(x[k]!, y[k]!)).toBeGreaterThanOrEqual(0)
      expect(Math.min(width[k]!, height[k]!)).toBeGreaterThan(0)
      expect(x[k]! + width[k]!).toBeLessThanOrEqual(640 + 1e-9)
    }
})
