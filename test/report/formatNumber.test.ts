import { expect, test } from 'vitest'
import { counted, fraction, gain, percent, scoreFrom, threshold } from '../../src/report/formatNumber.ts'

test('a score threshold is rounded down, so that it keeps the detection that it was read from', () => {
  expect([0.41251, 0.4129999, 0.57, 0.0004, 1, -0.2].map(scoreFrom)).toEqual([
    '0.412',
    '0.412',
    '0.570',
    '0.000',
    '1.000',
    '-0.200',
  ])
})

test('a gain has its sign, and nothing has none', () => {
  expect([0.0444, -0.0012, -0.0001, 0, null].map(gain)).toEqual(['+0.044', '−0.001', '0.000', '0.000', 'n/a'])
})

test('a small share is not shown as nothing', () => {
  expect([percent(1, 400), percent(0, 400), percent(1, 3), percent(0, 0)]).toEqual(['0.3%', '0%', '33%', 'n/a'])
})

test('IoU thresholds of the protocol are shown short, others in full', () => {
  expect([0.5, 0.5 + 3 * 0.049999999999999996, 0.333].map(threshold)).toEqual(['0.50', '0.65', '0.333'])
})

test('one is not plural', () => {
  expect([counted(1, 'image'), counted(1200, 'category', 'categories')]).toEqual(['1 image', '1,200 categories'])
})

test('an undefined number is n/a', () => {
  expect([fraction(null), fraction(0.40209676)]).toEqual(['n/a', '0.402'])
})
