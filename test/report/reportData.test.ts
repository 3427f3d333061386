import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { CocoDetection } from '../../eval/detections.ts'
import { evaluateMatches } from '../../eval/evaluateMatches.ts'
import { findOverlaps } from '../../eval/explain/findOverlaps.ts'
import type { CocoGroundTruth } from '../../eval/groundTruth.ts'
import { matchDetections } from '../../eval/matchDetections.ts'
import { packDetections } from '../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { type EvaluationOptions, settingsOf } from '../../eval/settings.ts'
import { renderReport } from '../../src/report/renderReport.ts'
import { reportData } from '../../src/report/reportData.ts'

/** Two photos with a cat each: on one it is found, on the other a dog is seen in its place, and one on nothing. */
const twoCats: CocoGroundTruth = {
  images: [
    { id: 9, file_name: 'b.jpg' },
    { id: 4, file_name: 'a.jpg' },
  ],
  annotations: [
    { id: 1, image_id: 9, category_id: 1, bbox: [0, 0, 100, 100], area: 10_000, iscrowd: 0 },
    { id: 2, image_id: 4, category_id: 1, bbox: [0, 0, 100, 100], area: 10_000, iscrowd: 0 },
  ],
  categories: [
    { id: 1, name: 'cat' },
    { id: 2, name: 'dog' },
  ],
}
const found: CocoDetection[] = [
  { image_id: 9, category_id: 1, bbox: [0, 0, 100, 90], score: 0.7 },
  { image_id: 4, category_id: 2, bbox: [0, 0, 100, 100], score: 0.6 },
  { image_id: 4, category_id: 2, bbox: [500, 500, 9, 9], score: 0.2 },
]

function dataOf(truth: CocoGroundTruth, results: readonly CocoDetection[], options: EvaluationOptions = {}) {
  const groundTruth = packGroundTruth(truth)
  const detections = packDetections(results)
  const settings = settingsOf(options)
  const matches = matchDetections(groundTruth, detections, settings)
  const overlaps = findOverlaps(groundTruth, detections, settings)
  const files = { groundTruth: 'instances.json', detections: 'results.json' }
  return reportData({ title: 'T', files, result: evaluateMatches(matches), groundTruth, matches, overlaps })
}

test('confusion and images are told at the score of the best F1', () => {
  const { bestF1, confusion, images } = dataOf(twoCats, found)
  expect(bestF1.overall).toMatchObject({ score: 0.7, precision: 1, recall: 0.5 })
  expect(confusion).toMatchObject({ minScore: 0.7, iou: 0.5 })
  expect([...confusion.counts]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0])
  expect(images).toMatchObject({ minScore: 0.7, iou: 0.5, total: 2 })
})

test('only images with errors are listed, by the names of their files', () => {
  expect(dataOf(twoCats, found).images.worst).toEqual([
    { imageId: 4, fileName: 'a.jpg', truePositives: 0, falsePositives: 0, misses: 1 },
  ])
})

test('where nothing is found, the score is 0.5 and the report is written all the same', () => {
  const data = dataOf(twoCats, [])
  expect(data.images).toMatchObject({ minScore: 0.5, worst: [{ imageId: 4 }, { imageId: 9 }] })
  expect(renderReport(data)).toContain('no detection matches an object')
})

test('a protocol without IoU 0.50 is told at its first threshold', () => {
  const data = dataOf(twoCats, found, { iouThresholds: [0.6, 0.8] })
  expect([data.bestF1.iou, data.confusion.iou, data.errors.foreground]).toEqual([0.6, 0.6, 0.6])
  expect(renderReport(data)).toContain('AP at IoU 0.60 is ')
})

const shared = resolve('../shared/data/coco128')

test.skipIf(!existsSync(shared))('the report of a real detector on COCO128 has its numbers (needs ../shared)', () => {
  const read = (file: string) => JSON.parse(readFileSync(resolve(shared, file), 'utf8'))
  const page = renderReport(dataOf(read('instances.json'), read('deimv2_femto.coco_results.json')))
  expect(page).toContain('<dt>AP</dt><dd>0.402</dd>')
  expect(page).toContain('<dt>AP50</dt><dd>0.569</dd>')
  expect(page).toMatch(/128 images · 929 objects · [\d,]+ detections · 80 categories/)
  expect(Buffer.byteLength(page)).toBeLessThan(600_000)
})
