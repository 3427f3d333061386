import { expect, test } from 'vitest'
import {
  formatBytes,
  formatCounted,
  formatDifference,
  formatPoints,
  formatScore,
  formatSeconds,
  formatThreshold,
} from '../../web/src/parts/formatNumber.ts'

test('averages of 0 to 1 are shown in points, and what is undefined as a dash', () => {
  expect([0.3742, 0, 1, null, undefined].map(formatPoints)).toEqual(['37.4', '0.0', '100.0', '–', '–'])
})

test('a threshold is never above the score that it is named for, and a score of three digits stays as it is', () => {
  expect([0.9978, 0.8567, Math.fround(0.9), 0.57, 0.29, 1, 0.0004].map(formatThreshold)).toEqual([
    ...['0.997', '0.856', '0.899', '0.570', '0.290', '1.000', '0.000'],
  ])
})

test('a difference has a sign unless it is shown as zero', () => {
  expect([0.012, -0.004, 0.0004, -0.0004, null].map(formatDifference)).toEqual(['+1.2', '−0.4', '0.0', '0.0', '–'])
})

test('bytes are in powers of 1000', () => {
  expect([0, 999, 1000, 1_440_000, 21_000_000, 3_000_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '1.4 MB',
    '21 MB',
    '3.0 GB',
  ])
})

test('a rounded number of bytes never shows a thousand of a smaller unit', () => {
  expect([999_499, 999_500, 999_999, 9_999_999].map(formatBytes)).toEqual(['999 kB', '1.0 MB', '1.0 MB', '10 MB'])
})

test('seconds become minutes and hours where these are easier to read', () => {
  expect([-1, 45.2, 89, 120, 4800].map(formatSeconds)).toEqual(['0 s', '45 s', '89 s', '2 min', '80 min'])
  expect([5400, 7260].map(formatSeconds)).toEqual(['1 h 30 min', '2 h 1 min'])
})

test('one of a thing is not called by its plural', () => {
  expect([formatCounted(1, 'image'), formatCounted(1234, 'image'), formatCounted(0, 'category', 'categories')]).toEqual(
    ['1 image', '1,234 images', '0 categories'],
  )
})

test('a score has two digits', () => {
  expect([0.5, 0.876, 1].map(formatScore)).toEqual(['0.50', '0.88', '1.00'])
})
