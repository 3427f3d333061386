import { expect, test } from 'vitest'
import { createRandom } from '../../../eval/bootstrap/createRandom.ts'

test('the numbers are those of xoshiro128** 1.1 from the state 1, 2, 3, 4', () => {
  const random = createRandom([1, 2, 3, 4])
  expect(Array.from({ length: 10 }, random.next)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ])
})

test('a seed always gives the same numbers, another seed others, also 0', () => {
  const numbers = (seed: number) => Array.from({ length: 4 }, createRandom(seed).next)
  expect(numbers(7)).toEqual(numbers(7))
  const all = [0, 1, 2, -1, 2 ** 31].flatMap(numbers)
  expect(new Set(all).size).toBe(20)
})

test('below gives each number up to the size about equally often, and never the size', () => {
  const random = createRandom(1)
  const counts = [0, 0, 0, 0, 0]
  for (let draw = 0; draw < 50_000; draw++) counts[random.below(5)]!++
  expect(counts).toHaveLength(5)
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
})
