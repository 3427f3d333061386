import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byDescendingScore, byKey } from '../../eval/stableOrder.ts'

const rows = (count: number) => Int32Array.from({ length: count }, (_, row) => row)

const scoreKinds = {
  'doubles of any size': fc.double({ noNaN: true, noDefaultInfinity: true }),
  'float32, as detectors give them': fc.float({ noNaN: true, noDefaultInfinity: true }),
  'few values, so that ties happen': fc.constantFrom(0.1, 0.5, 0.5000000000000001, 0.9),
  'zeros and what is next to them': fc.constantFrom(0, -0, 5e-324, -5e-324, 1e-45, -1e-45),
  'numbers that only their lower half tells apart': fc.integer({ min: 0, max: 9 }).map(n => 1 + n * Number.EPSILON),
}

test.each(Object.entries(scoreKinds))('byDescendingScore is a stable sort of %s', (_, kind) => {
  fc.assert(
    fc.property(fc.array(kind, { maxLength: 60 }), values => {
      const scores = Float64Array.from(values)
      const expected = rows(scores.length).toSorted((a, b) => scores[b]! - scores[a]!)
      expect(byDescendingScore(rows(scores.length), scores)).toEqual(expected)
    }),
    { seed: 4 },
  )
})

test('byDescendingScore keeps the given order of equal scores and sorts only the given rows', () => {
  const scores = Float64Array.of(0.5, 0.9, 0.5, 0.1, 0.5)
  expect([...byDescendingScore(Int32Array.of(4, 0, 3, 2), scores)]).toEqual([4, 0, 2, 3])
})

test('byKey keeps the given order of equal keys and tells where each key starts', () => {
  const { order, starts } = byKey(Int32Array.of(3, 2, 1, 0), Int32Array.of(2, 0, 2, 0), 4)
  expect([...order]).toEqual([3, 1, 2, 0])
  expect([...starts]).toEqual([0, 2, 2, 4, 4])
})
