import { expect, test } from 'vitest'
import { type EvaluatedBoxes, evaluatedBoxes } from '../../web/src/parts/evaluatedBoxes.ts'
import { evaluatedSize } from '../../web/src/parts/evaluatedSize.ts'

const at = (x: number) => ({ x, y: 10, width: 20, height: 30 })
const named = (name: string, x: number) => ({ category: { name }, box: at(x) })
const photo = { id: 'img_1', url: '/images/img_1', thumbnailUrl: '/images/img_1/thumbnail', width: 80, height: 160 }

/** One of each kind, each at another place. */
const image: EvaluatedBoxes = {
  image: { fileId: 7, fileName: 'a.jpg', width: 160, height: 80, image: photo },
  ...{ truePositiveCount: 1, falsePositiveCount: 1, excusedCount: 1, missCount: 1 },
  truePositives: [{ detection: { ...named('dog', 1), score: 0.874 }, object: named('dog', 2), iou: 0.912 }],
  falsePositives: [{ ...named('cat', 3), score: 0.5 }],
  excused: [{ ...named('person', 4), score: 0.3 }],
  misses: [named('cat', 5)],
  crowds: [named('person', 6)],
}

const told = (boxes: ReturnType<typeof evaluatedBoxes>) =>
  boxes.map(({ x, name, line, color }) => [x, name, line, color.slice(6, -1)])

test('each box says what became of it, by its name, its line and its colour, errors first', () => {
  expect(told(evaluatedBoxes(image))).toEqual([
    [3, 'cat 0.50, takes no object', 'solid', 'found'],
    [5, 'missed: cat', 'dashed', 'truth'],
    [1, 'dog 0.87, takes an object (IoU 0.91)', 'thin', 'found'],
    [2, 'dog, found (IoU 0.91)', 'thin', 'truth'],
    [6, 'crowd: person', 'dotted', 'truth'],
    [4, 'person 0.30, lies on a crowd and does not count', 'thin', 'found'],
  ])
})

test('kinds that are not shown are not drawn', () => {
  expect(told(evaluatedBoxes(image, { misses: true, found: false }))).toEqual([[5, 'missed: cat', 'dashed', 'truth']])
})

test('pairs of a confusion say what was there and what it was taken for, also without a partner', () => {
  const detection = { ...named('cat', 1), score: 0.5 }
  const confusions = [
    { detection, object: named('dog', 2), iou: 0.75 },
    { detection, object: null, iou: null },
    { detection: null, object: named('dog', 3), iou: null },
  ]
  const boxes = evaluatedBoxes({ ...image, confusions }, { pairs: true })
  expect(told(boxes)).toEqual([
    [1, 'cat 0.50, lies on dog (IoU 0.75)', 'solid', 'found'],
    [2, 'dog, detected as cat 0.50', 'dashed', 'truth'],
    [1, 'cat 0.50, lies on no object', 'solid', 'found'],
    [3, 'missed: dog', 'dashed', 'truth'],
  ])
  expect(new Set(boxes.map(({ id }) => id)).size).toBe(4)
})

test('boxes are drawn on the size of the upright photo, else of the file, else on what holds them all', () => {
  const without = { ...image, image: { ...image.image, image: null } }
  const unsized = { ...image, image: { ...without.image, width: null, height: null } }
  expect([image, without, unsized].map(evaluatedSize)).toEqual([
    { width: 80, height: 160 },
    { width: 160, height: 80 },
    { width: 26, height: 40 },
  ])
  const empty = { truePositives: [], falsePositives: [], excused: [], misses: [], crowds: [] }
  expect(evaluatedSize({ ...unsized, ...empty })).toEqual({ width: 4, height: 3 })
})
