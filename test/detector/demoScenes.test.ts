import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { DetectionColumns } from '../../src/detector/detectedImage.ts'
import { type DetectData, detectMutation, type Run } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { startServer } from '../helper/startServer.ts'
import { startDetector } from './startDetector.ts'

type Box = [x: number, y: number, width: number, height: number]

type Reference = { file_name: string; boxes: Box[]; scores: number[]; labels: number[] }

const scenes = resolve('demo/scenes')

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** Made by models/training/evaluate.py's `prepare` and ONNX Runtime for Python: every detection from 0.3 up. */
const references: (Reference & { image_id: number })[] = read(join(scenes, 'reference-detections.json')).images

/** As `references`, for parts of scenes that are enlarged or shrunk by cv2.resize, by a little less or more in one direction. */
const partsFolder = resolve('test/fixtures/detector')
const parts: Reference[] = read(join(partsFolder, 'reference-detections.json'))

const truth: { image_id: number; category_id: number; bbox: Box }[] = read(join(scenes, 'instances.json')).annotations

const found = new Map<number, DetectionColumns>()

const foundInParts: DetectionColumns[] = []

const query = detectMutation.replace('detections(minScore: 0)', 'detections(minScore: 0, first: 300)')

const columns = ({ detections }: Run): DetectionColumns => ({
  label: detections.map(({ category }) => category.index),
  score: detections.map(({ score }) => score),
  x: detections.map(({ box }) => box.x),
  y: detections.map(({ box }) => box.y),
  width: detections.map(({ box }) => box.width),
  height: detections.map(({ box }) => box.height),
})

/** The scenes, 16 a call, as a front end would send them. */
async function detectScenes(): Promise<void> {
  const server = await startServer()
  for (let first = 0; first < references.length; first += 16) {
    const group = references.slice(first, first + 16)
    const files = group.map(({ file_name }) => ({ fileName: file_name, bytes: readFileSync(join(scenes, file_name)) }))
    const { data } = await server.postMultipart<DetectData>(detectUploads(files, query))
    group.forEach(({ image_id }, index) => void found.set(image_id, columns(data.detect.results[index] as Run)))
  }
  await server.stop()
}

beforeAll(async () => {
  await detectScenes()
  await using detector = await startDetector({ threads: 2 })
  for (const { file_name } of parts) {
    const bytes = readFileSync(join(partsFolder, file_name))
    foundInParts.push((await detector.detect(bytes, { deadline: Date.now() + 100_000 })).detections)
  }
})

/** Expects each of the reference once among `mine` (boxes within 1 px, scores within 0.005), and no other as strong. */
function expectSame(mine: DetectionColumns, { file_name, boxes, scores, labels }: Reference): void {
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
    expect(same, `${file_name}: detection ${i} of the reference`).toBeDefined()
    left.delete(same!)
  })
  expect([...left].filter(k => mine.score[k]! >= 0.305)).toEqual([])
}

test('the 60 scenes give, through the API, the boxes, scores and labels of the reference, and no other', () => {
  expect(references.flatMap(reference => reference.boxes)).toHaveLength(718)
  for (const reference of references) expectSame(found.get(reference.image_id)!, reference)
})

test('parts of scenes that are resized for the model give the boxes of the reference in their own pixels', () => {
  expect(parts.map(({ boxes }) => boxes.length)).toEqual([5, 13, 15])
  parts.forEach((reference, i) => void expectSame(foundInParts[i]!, reference))
})

const iou = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box) => {
  const width = Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx))
  const height = Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by))
  return (width * height) / (aw * ah + bw * bh - width * height)
}

test('through the API, with a score and an IoU of at least 0.5 the scenes give precision 0.78 and recall 0.65', () => {
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
