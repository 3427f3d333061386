import { expect, test } from 'vitest'
import { readConfusion } from '../../src/report/readConfusion.ts'

const categories = ['cat', 'dog', 'cow', 'ant'].map((name, id) => ({ id, name }))

/** Rows and columns: cat, dog, cow, ant, background. Nothing is a cow, and nothing was taken for one. */
const counts = Uint32Array.from(
  [
    [50, 7, 0, 0, 3],
    [9, 20, 0, 0, 1],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 8, 0],
    [2, 6, 0, 0, 0],
  ].flat(),
)

const confusion = { categories, counts, minScore: 0.5, iou: 0.5, excused: 0 }

const inWords = (cells: ReturnType<typeof readConfusion>['swaps']) =>
  cells.map(({ actual, predicted, times, whole }) => [actual?.name, predicted?.name, times, whole])

test('mistakes are told the most frequent first, with how many objects there are', () => {
  const { swaps, missed, invented } = readConfusion(confusion, 80)
  expect(inWords(swaps)).toEqual([
    ['dog', 'cat', 9, 30],
    ['cat', 'dog', 7, 60],
  ])
  expect(inWords(missed)).toEqual([
    ['cat', undefined, 3, 60],
    ['dog', undefined, 1, 30],
  ])
  expect(inWords(invented)).toEqual([
    [undefined, 'dog', 6, 8],
    [undefined, 'cat', 2, 8],
  ])
})

test('a category that neither occurs nor is predicted is not drawn', () => {
  expect(readConfusion(confusion, 80).drawn).toEqual([0, 1, 3])
})

test('of too many categories those with the most mistakes are drawn, in their own order', () => {
  const { present, drawn } = readConfusion(confusion, 2)
  expect(present).toEqual([0, 1, 3])
  expect(drawn).toEqual([0, 1])
})
