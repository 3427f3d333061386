import { expect, test } from 'vitest'
import { bestF1Words } from '../../web/src/evaluations/bestF1Words.ts'
import { categoryAmong } from '../../web/src/evaluations/categoryAmong.ts'
import {
  chosenCategories,
  hasChoice,
  toggledCategory,
  usualCategories,
} from '../../web/src/evaluations/chosenCategories.ts'
import { cellOf, cellParameters } from '../../web/src/evaluations/confusion/cellParameters.ts'
import { cellWords } from '../../web/src/evaluations/confusion/cellWords.ts'
import { matrixLayout, placeAt } from '../../web/src/evaluations/confusion/matrixLayout.ts'
import { matrixOf, strengthsOf } from '../../web/src/evaluations/confusion/matrixOf.ts'
import { bestOf } from '../../web/src/evaluations/curves/curve.ts'
import { breakEven, recallIndexAt, spreadApart } from '../../web/src/evaluations/curves/curveGeometry.ts'
import { pointCells, pointWords } from '../../web/src/evaluations/curves/pointWords.ts'
import { openImageOf } from '../../web/src/evaluations/images/openImageOf.ts'
import { nearestThreshold } from '../../web/src/evaluations/nearestThreshold.ts'
import { protocolLine } from '../../web/src/evaluations/protocolLine.ts'
import { addressNumber, changedParameters } from '../../web/src/evaluations/useAddress.ts'
import { namedApart } from '../../web/src/parts/namedApart.ts'

const [ant, bee, cow] = [
  { fileId: 1, name: 'ant' },
  { fileId: 2, name: 'bee' },
  { fileId: 3, name: 'cow' },
]
const categories = [ant, bee, cow]

test('a point of the plot is its nearest recall point, beside the plot the first or last', () => {
  expect([-5, 0, 4, 6, 500, 996, 1000, 1200].map(x => recallIndexAt(x, 1000))).toEqual([0, 0, 0, 1, 50, 100, 100, 100])
})

test('a curve breaks even where precision is first no more than recall, or at its end', () => {
  const points = (precisions: number[]) => precisions.map((precision, index) => ({ recall: index / 4, precision }))
  expect(breakEven(points([1, 0.9, 0.5, 0.1, 0]))).toBe(2)
  expect(breakEven(points([1, 1, 1]))).toBe(2)
})

test('names of curves move apart no further than needed, and stay in the plot, in the order of the wishes', () => {
  expect(spreadApart([50, 10, 52], 10, 100)).toEqual([50, 10, 60])
  expect(spreadApart([98, 99, 100], 10, 100)).toEqual([80, 90, 100])
  expect(spreadApart([-5, 40], 10, 100)).toEqual([0, 40])
})

test('a matrix is drawn of the categories that have anything, their cells moved together, background last', () => {
  const counts = [
    [4, 0, 0, 1],
    [0, 0, 0, 0],
    [2, 0, 0, 0],
    [0, 0, 3, 0],
  ]
  expect(matrixOf(categories, counts, 80)).toEqual({
    categories: [ant, cow],
    cells: [
      { row: 0, column: 0, count: 4 },
      { row: 0, column: 2, count: 1 },
      { row: 1, column: 0, count: 2 },
      { row: 2, column: 1, count: 3 },
    ],
    leftOut: 0,
  })
})

test('of too many categories a matrix keeps those with most errors, not those with most right, and counts the rest', () => {
  const counts = [
    [90, 0, 0, 0],
    [0, 1, 0, 2],
    [0, 0, 1, 1],
    [0, 0, 0, 0],
  ]
  const { categories: kept, leftOut } = matrixOf(categories, counts, 2)
  expect([kept, leftOut]).toEqual([[bee, cow], 1])
})

test('errors are as strong by their own largest as what is right is by its own', () => {
  const cells = [
    { row: 0, column: 0, count: 100 },
    { row: 1, column: 1, count: 25 },
    { row: 0, column: 1, count: 4 },
    { row: 1, column: 0, count: 1 },
  ]
  expect(strengthsOf(cells)).toEqual([1, 0.5, 1, 0.5])
})

test('a matrix fills its frame, with cells that can be seen, and finds the one under a point', () => {
  const wide = matrixLayout(900, categories)
  expect([wide.count, wide.cell]).toEqual([4, 44])
  const { cell, width } = matrixLayout(
    340,
    Array.from({ length: 79 }, (_, fileId) => ({ fileId, name: `category ${fileId}` })),
  )
  expect([cell, width > 340]).toEqual([10, true])
  expect(placeAt(wide, wide.left + 44, wide.top + 43)).toEqual({ row: 0, column: 1 })
  expect(placeAt(wide, wide.left - 1, wide.top)).toBeNull()
  expect(placeAt(wide, wide.left, wide.top + 4 * 44)).toBeNull()
})

test('a cell is told in words, background too', () => {
  expect(
    [
      [ant, bee],
      [ant, ant],
      [ant, null],
      [null, bee],
    ].map(([actual, predicted]) => cellWords(actual!, predicted!)),
  ).toEqual(['ant taken for bee', 'ant found as it is', 'ant missed', 'bee detected where nothing is'])
})

test('two categories of one name are told apart by their ids, and one taken for the other is not right', () => {
  const [first, dog, second] = namedApart([
    { fileId: 1, name: 'cat' },
    { fileId: 7, name: 'dog' },
    { fileId: 2, name: 'cat' },
  ])
  expect([first, dog, second].map(category => category!.name)).toEqual(['cat (1)', 'dog', 'cat (2)'])
  expect(cellWords(first!, second!)).toBe('cat (1) taken for cat (2)')
  expect(cellWords({ fileId: 1, name: 'cat' }, { fileId: 2, name: 'cat' })).toBe('cat taken for cat')
  const among = categoryAmong([first!, dog!, second!])
  expect([among({ fileId: 2, name: 'cat' }), among({ fileId: 9, name: 'cow' })]).toEqual([
    second,
    { fileId: 9, name: 'cow' },
  ])
})

test('an address opens an image by its id, and none where it has no number', () => {
  const opened = (query: string) => openImageOf(new URLSearchParams(query))
  expect(['image=7', 'image=0', 'image=', 'image=x', ''].map(opened)).toEqual([7, 0, null, null, null])
})

test('a cell goes through the address and back, and a broken one opens nothing', () => {
  for (const cell of [
    { actual: 0, predicted: 3 },
    { actual: null, predicted: 3 },
    { actual: 7, predicted: null },
  ])
    expect(cellOf(changedParameters(new URLSearchParams(), cellParameters(cell)))).toEqual(cell)
  expect(cellOf(new URLSearchParams('actual=dog&predicted=3'))).toBeNull()
  expect(cellOf(new URLSearchParams('actual=3'))).toBeNull()
})

test('a category that is pressed is chosen, pressed again it is not, and a sixth takes the place of the first', () => {
  const after = (query: string, id: number) => toggledCategory(new URLSearchParams(query), id)
  expect(after('category=1', 2)).toEqual(['1', '2'])
  expect(after('category=1&category=2', 1)).toEqual(['2'])
  expect(after('category=1&category=2&category=3&category=4&category=5', 6)).toEqual(['2', '3', '4', '5', '6'])
  expect(chosenCategories(new URLSearchParams('category=3&category=9&category=1&category=3'), categories)).toEqual([
    cow,
    ant,
  ])
})

test('where nobody has chosen, the three categories with most objects are, and taking out the last leaves none', () => {
  const rows = [1, 0, 9, 4, 7].map((groundTruths, fileId) => ({ category: { fileId }, groundTruths }))
  const all = rows.map(({ category: { fileId } }) => ({ fileId, name: `c${fileId}` }))
  const usual = usualCategories(rows, all)
  expect(usual.map(({ fileId }) => fileId)).toEqual([2, 4, 3])
  expect(usualCategories(rows.slice(0, 2), all).map(({ fileId }) => fileId)).toEqual([0])
  const after = (query: string, id: number) => toggledCategory(new URLSearchParams(query), id, usual)
  expect([after('', 4), after('', 0), after('category=4', 4), after('category=', 4)]).toEqual([
    ['2', '3'],
    ['2', '4', '3', '0'],
    [''],
    ['4'],
  ])
  expect([hasChoice(new URLSearchParams('category=')), hasChoice(new URLSearchParams(''))]).toEqual([true, false])
})

test('a point of a curve tells its precision, the score from which up it is, and the best F1 of its own category', () => {
  const best = (score: number) => ({ score, f1: 0.5, precision: 0.25, recall: 0.75, reason: null })
  const bestF1 = {
    overall: best(0.1111),
    perCategory: [
      { category: { fileId: 1 }, best: best(0.2229) },
      { category: { fileId: 2 }, best: best(0.3339) },
      { category: { fileId: 3 }, best: { score: null, f1: 0, precision: null, recall: 0, reason: 'nothing found' } },
    ],
  }
  expect([null, 2, 3, 4].map(id => bestOf(bestF1, id)?.score)).toEqual([0.1111, 0.3339, undefined, undefined])
  expect(bestF1Words(bestF1.overall, 0.75)).toBe(
    'For all categories together, detections from score 0.111 up have the best F1 at IoU 0.75, 0.50: precision 0.25, recall 0.75.',
  )
  const curve = {
    ...{ key: '2', name: 'bee', color: 'red', best: bestOf(bestF1, 2) },
    points: [
      { recall: 0, precision: 0.9, score: 0.8567 },
      { recall: 0.01, precision: 0, score: null },
    ],
  }
  expect([0, 1, 2].map(at => pointCells(curve, at))).toEqual([
    { precision: '0.90', score: '0.856', best: '0.50 from score 0.333' },
    { precision: 'not reached', score: '–', best: '0.50 from score 0.333' },
    { precision: 'no object', score: '–', best: '0.50 from score 0.333' },
  ])
  expect(pointWords(curve, 0)).toBe('bee precision 0.90 from score 0.856 up')
})

test('a change of the address leaves the rest as it is, and takes out what is null', () => {
  const before = new URLSearchParams('image=7&category=1&minScore=0.4')
  expect(changedParameters(before, { image: null, category: ['2', '3'] }).toString()).toBe(
    'minScore=0.4&category=2&category=3',
  )
})

test('a number of the address that is none, or out of its range, is the usual one', () => {
  const read = (query: string) => addressNumber(new URLSearchParams(query), 'iou', [0.1, 0.95], 0.5)
  expect(['', 'iou=0.7', 'iou=0', 'iou=1', 'iou=x', 'iou='].map(read)).toEqual([0.5, 0.7, 0.5, 0.5, 0.5, 0.5])
})

test('an IoU of the address is the threshold that the evaluation has, to the last bit', () => {
  expect(nearestThreshold([0.5, 0.8999999999999999, 0.95], 0.9)).toBe(0.8999999999999999)
})

test('the rules of an evaluation are one line', () => {
  const protocol = {
    iouThresholds: [0.5, 0.55, 0.95],
    maxDetections: [1, 10, 100],
    scoreFloor: null,
    imageScope: 'ALL_IMAGES' as const,
  }
  expect(protocolLine({ profile: 'PYCOCOTOOLS', protocol })).toBe(
    'Rules of pycocotools (COCO): IoU 0.50 to 0.95, at most 100 detections an image and category, of any score, on every image of the dataset',
  )
  const other = { ...protocol, iouThresholds: [0.5], scoreFloor: 0.05, imageScope: 'EVALUATED_ONLY' as const }
  expect(protocolLine({ profile: 'OMZ_ACCURACY_CHECKER', protocol: other })).toBe(
    'Rules of Open Model Zoo’s accuracy checker: IoU 0.50, at most 100 detections an image and category, of score 0.05 or more, on the images that were run',
  )
})
