import { expect, test } from 'vitest'
import { nonMaximumSuppression } from '../../src/detector/nonMaximumSuppression.ts'

/** Candidates from rows of label, score and corners. */
const columns = (rows: [number, number, number, number, number, number][]) => ({
  label: rows.map(row => row[0]),
  score: rows.map(row => row[1]),
  x1: rows.map(row => row[2]),
  y1: rows.map(row => row[3]),
  x2: rows.map(row => row[4]),
  y2: rows.map(row => row[5]),
})

test('the highest score suppresses what overlaps it more than the threshold', () => {
  const candidates = columns([
    [0, 0.6, 0, 0, 10, 10],
    [0, 0.9, 0, 1, 10, 11],
    [0, 0.5, 0, 8, 10, 18],
  ])
  expect(nonMaximumSuppression(candidates, [1, 0, 2], 0.5, 300)).toEqual([1, 2])
})

test('an IoU that equals the threshold is not suppressed', () => {
  const candidates = columns([
    [0, 0.9, 0, 0, 2, 1],
    [0, 0.8, 0, 0, 1, 1],
  ])
  expect(nonMaximumSuppression(candidates, [0, 1], 0.5, 300)).toEqual([0, 1])
  expect(nonMaximumSuppression(candidates, [0, 1], 0.49, 300)).toEqual([0])
})

test('classes do not suppress each other', () => {
  const candidates = columns([
    [0, 0.9, 0, 0, 10, 10],
    [1, 0.8, 0, 0, 10, 10],
  ])
  expect(nonMaximumSuppression(candidates, [0, 1], 0.5, 300)).toEqual([0, 1])
})

test('what was suppressed suppresses nothing itself', () => {
  const candidates = columns([
    [0, 0.9, 0, 0, 10, 10],
    [0, 0.8, 0, 3, 10, 13],
    [0, 0.7, 0, 6, 10, 16],
  ])
  expect(nonMaximumSuppression(candidates, [0, 1, 2], 0.5, 300)).toEqual([0, 2])
})

test('no more stay than the limit, and those with the highest scores', () => {
  const candidates = columns([
    [0, 0.7, 0, 0, 1, 1],
    [1, 0.9, 5, 5, 6, 6],
    [2, 0.8, 9, 9, 10, 10],
  ])
  expect(nonMaximumSuppression(candidates, [1, 2, 0], 0.5, 2)).toEqual([1, 2])
})
