import { expect, test } from 'vitest'
import { points, signedPoints } from '../../src/cli/points.ts'
import { verdictText } from '../../src/cli/verdictText.ts'

const question = { metric: 'ap', maxDrop: 0, confidence: 0.95, images: 100 } as const
const textOf = (difference: number, low: number, high: number, maxDrop = 0) =>
  verdictText({ difference, interval: { low, high } }, { ...question, maxDrop })

test('an inconclusive verdict tells how many images would do: the square of how much narrower it has to be', () => {
  // From 0.01 down to -0.02 the interval reaches 0.03: to end at 0 it has to reach a third, with nine times the images.
  expect(textOf(0.01, -0.02, 0.03)).toBe(
    'INCONCLUSIVE: AP changed by +1.00 points, -2.00 to +3.00 with 95 % confidence: a drop is neither ruled out nor certain. ' +
      'About 900 images would tell (these are 100); a drop of 2.00 points is the least that these rule out (--max-drop 2.00).',
  )
  // Below what is allowed, -0.005, it is the upper end: from -0.01 up to 0.01 it reaches four times as far.
  expect(textOf(-0.01, -0.03, 0.01, 0.5)).toContain(
    'a drop of more than 0.5 points is neither ruled out nor certain. About 1,600',
  )
})

test('how many images would do is rounded up: fewer would not', () => {
  // From 0.013 down to -0.02: (0.033 / 0.013) ** 2 = 6.444 times 100 images; of 10 images 64.4.
  expect(textOf(0.013, -0.02, 0.03)).toContain('About 650 images would tell (these are 100)')
  const few = { ...question, images: 10 }
  const compared = { difference: 0.013, interval: { low: -0.02, high: 0.03 } }
  expect(verdictText(compared, few)).toContain('About 65 images would tell (these are 10)')
})

test('a difference at the limit is not settled by more images', () => {
  for (const difference of [0, 0.000_01])
    expect(textOf(difference, -0.02, 0.02)).toContain('too near to what is allowed for more images to tell them apart')
})

test('what is said to be ruled out is, also where it was rounded', () => {
  expect(textOf(0.01, -0.012_341, 0.03)).toContain('(--max-drop 1.24)')
  expect(textOf(0.01, -0.012_341, 0.03, 1.24)).toMatch(/^PASS: .*: a drop of more than 1\.24 points is ruled out\./)
})

test.each([
  [-0.0123, '-1.23'],
  [0.5, '+50.00'],
  [0, '0.00'],
  [0.000_031, '+0.003'],
  [-0.000_000_02, '-0.000002'],
  [null, 'n/a'],
])('a difference of %s is shown as %s points', (value, expected) => {
  expect(signedPoints(value)).toBe(expected)
})

test('numbers have two decimals; rounded up, they are never below', () => {
  expect([points(0.402_14), points(0.402_14, 'UP'), points(null)]).toEqual(['40.21', '40.22', 'n/a'])
})
