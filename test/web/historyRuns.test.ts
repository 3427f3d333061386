import { expect, test } from 'vitest'
import { compareRuns, overlapOf, tally } from '../../web/src/history/compareRuns.ts'
import { noFilter } from '../../web/src/history/historyFilter.ts'
import { chooseRun, readView, viewUnder, writeView } from '../../web/src/history/useImageView.ts'

const found = (id: string, name: string, score: number, x: number) => ({
  id,
  score,
  category: { name },
  box: { x, y: 0, width: 10, height: 10 },
})

test('IoU of boxes that share half of each is a third; of boxes that only touch, nothing', () => {
  expect(overlapOf({ x: 0, y: 0, width: 10, height: 10 }, { x: 5, y: 0, width: 10, height: 10 })).toBeCloseTo(1 / 3)
  expect(overlapOf({ x: 0, y: 0, width: 10, height: 10 }, { x: 10, y: 0, width: 10, height: 10 })).toBe(0)
})

test('a detection has one partner at most, of its own category, with an IoU of a half', () => {
  const left = [found('a', 'dog', 0.9, 0), found('b', 'dog', 0.8, 1), found('c', 'cat', 0.7, 50)]
  const right = [found('d', 'dog', 0.6, 1), found('e', 'bird', 0.5, 50), found('f', 'cat', 0.5, 57)]
  const { both, onlyLeft, onlyRight } = compareRuns(left, right)
  expect(both).toBe(1)
  expect(onlyLeft.map(({ id }) => id)).toEqual(['b', 'c'])
  expect(onlyRight.map(({ id }) => id)).toEqual(['e', 'f'])
})

test('of several that overlap enough the one that overlaps most is the partner', () => {
  const { onlyRight } = compareRuns([found('a', 'dog', 0.9, 0)], [found('b', 'dog', 0.9, 2), found('c', 'dog', 0.1, 0)])
  expect(onlyRight.map(({ id }) => id)).toEqual(['b'])
})

test('what was found is listed with its numbers, most first', () => {
  expect(tally(['kite', 'dog', 'dog'])).toBe('2 dog, kite')
  expect(tally([])).toBe('')
})

test('an address of two runs is read and written as it was, and an empty one shows the newest run from 0.50', () => {
  const address = 'category=dog&left=run_1&right=run_2&minScore=0.3&differences=only'
  expect(writeView(readView(new URLSearchParams(address))).toString()).toBe(address)
  const usual = { left: null, right: null, minScore: 0.5, categories: [], differences: false }
  expect(readView(new URLSearchParams('minScore=7'))).toEqual(usual)
  expect(writeView(usual).toString()).toBe('')
})

test('an image begins with the score and the categories under which the gallery showed it', () => {
  const filter = { ...noFilter, categories: ['person'], minScore: 0.6, model: 'demo' }
  expect(writeView(viewUnder(filter)).toString()).toBe('category=person&minScore=0.6')
  expect(writeView(viewUnder(noFilter)).toString()).toBe('')
})

test('a run chosen for the side where it is not changes places with what was there, so that none stands twice', () => {
  const view = { left: null, right: 'b' }
  expect(chooseRun(view, 'a', 'left', 'b')).toEqual({ left: 'b', right: 'a' })
  expect(chooseRun(view, 'a', 'right', 'a')).toEqual({ left: 'b', right: 'a' })
  expect(chooseRun(view, 'a', 'right', 'c')).toEqual({ left: 'a', right: 'c' })
  expect(chooseRun(view, 'a', 'right', 'b')).toEqual({ right: null, differences: false })
  expect(chooseRun({ left: null, right: null }, 'a', 'left', 'c')).toEqual({ left: 'c', right: null })
})
