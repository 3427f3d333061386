import { expect, test } from 'vitest'
import { findingOf, findingsOf } from './preflight.ts'

type Detection = { image_id: number; category_id: number; bbox: readonly number[]; score: number }

/** Detections none of which is a copy, though scores and boxes recur, on a hundred images. */
const distinct = (count: number): Detection[] =>
  Array.from({ length: count }, (_, i) => ({
    image_id: 1 + (i % 100),
    category_id: 1,
    bbox: [Math.floor(i / 100) % 50, Math.floor(i / 5000), 30, 40],
    score: (i % 10) / 100,
  }))

const images = Array.from({ length: 100 }, (_, i) => ({ id: i + 1 }))
const copiesOf = (detections: readonly Detection[]) => findingOf('DUPLICATE_DETECTIONS', { images, detections })

test('detections that occur twice are counted, with the first copies', () => {
  const detections = distinct(300)
  expect(copiesOf([...detections, ...detections])).toEqual({
    code: 'DUPLICATE_DETECTIONS',
    severity: 'WARNING',
    message:
      '300 of 600 detections are copies of earlier ones, with the same image, category, box and score (first: entry 300, ' +
      'entry 301, entry 302). A copy counts as a false positive, so that AP is understated.',
    hint: 'Check whether files were joined, or images run, twice; remove the copies.',
    count: 300,
  })
})

test.for([
  ['image', (row: Detection) => ({ ...row, image_id: (row.image_id % 100) + 1, score: 0.5 })],
  ['category', (row: Detection) => ({ ...row, category_id: 2 })],
  ['box', (row: Detection) => ({ ...row, bbox: [...row.bbox.slice(0, 3), 41] })],
] as const)('detections that differ in their %s are no copies', ([, change]) => {
  const detections = distinct(300)
  expect(copiesOf([...detections, ...detections.map(change)])).toBeUndefined()
})

test('detections that differ in their scores alone are no copies', () => {
  const [row] = distinct(1)
  expect(copiesOf(Array.from({ length: 1000 }, (_, i) => ({ ...row!, score: i / 2000 })))).toBeUndefined()
})

test('ten copies are told, and more than one in a hundred', () => {
  const detections = distinct(200)
  expect(copiesOf([...detections, ...detections.slice(0, 9)])).toBeUndefined()
  expect(copiesOf([...detections, ...detections.slice(0, 10)])!.count).toBe(10)
  const many = distinct(2000)
  expect(copiesOf([...many, ...many.slice(0, 20)])).toBeUndefined()
  expect(copiesOf([...many, ...many.slice(0, 21)])!.count).toBe(21)
})

test('of many detections copies are counted in full, wherever they stand', () => {
  const detections = distinct(100_000)
  expect(copiesOf(detections)).toBeUndefined()
  expect(copiesOf([...detections, ...detections.slice(3000, 5000)])!.count).toBe(2000)
  expect(copiesOf([...detections, ...detections.slice(3000, 3100)])).toBeUndefined()
})

test('detections on images that the ground truth lacks are not compared, as their ids are lost', () => {
  const detections = Array.from({ length: 20 }, (_, i) => ({ file_name: `${i + 7}.jpg` }))
  expect(findingsOf({ detections }).map(({ code }) => code)).toEqual(['IMAGE_NOT_IN_GROUND_TRUTH'])
})
