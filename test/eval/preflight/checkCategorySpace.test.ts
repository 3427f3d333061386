import { expect, test } from 'vitest'
import { type CocoCategory, cocoCategories } from '../../../eval/cocoCategories.ts'
import { boxesInRows, findingOf, findingsOf, type Input } from './preflight.ts'

const categories = cocoCategories.map(({ cocoId, name }) => ({ id: cocoId, name }))
const boxes = boxesInRows(12)
/** a box on no object */
const nowhere = [900, 900, 9, 9]
/** Of motorcycle to stop sign: the numbers 1-80 and COCO's are the same up to fire hydrant, the eleventh. */
const classes = cocoCategories.slice(3, 15)

/** Twelve objects, and detections that find them but number their categories in some other way. */
const found = (numberOf: (category: CocoCategory) => number, numberInTruth = (coco: CocoCategory) => coco.cocoId) => ({
  categories: cocoCategories.map(coco => ({ id: numberInTruth(coco), name: coco.name })),
  annotations: boxes.map((bbox, i) => ({ bbox, category_id: numberInTruth(classes[i]!) })),
  detections: boxes.map((bbox, i) => ({ bbox, category_id: numberOf(classes[i]!) })),
})

test('0-79 against 1-90 is told by how boxes lie on objects of their category', () => {
  expect(
    findingOf(
      'CATEGORY_SPACE_MISMATCH',
      found(({ index }) => index),
    ),
  ).toEqual({
    code: 'CATEGORY_SPACE_MISMATCH',
    severity: 'SUSPICION',
    message:
      'Detections use 3-14; the ground truth uses COCO ids 1-90. Read as INDEX_80, the mean IoU of 12 well-scored ' +
      'detections with objects of their category rises from 0.00 to 1.00.',
    hint: 'Set categorySpace: INDEX_80 (--category-space INDEX_80), or give category names (80 of 80 names match).',
    count: 12,
  })
})

test('1-80 against 1-90, where most numbers are in both, is told by the categories that differ', () => {
  const later = cocoCategories.slice(30, 45)
  const rows = boxesInRows(15)
  const input: Input = {
    categories,
    annotations: rows.map((bbox, i) => ({ bbox, category_id: later[i]!.cocoId })),
    // None of these is a number that COCO has not: 31 to 44.
    detections: rows.slice(0, 14).map((bbox, i) => ({ bbox, category_id: later[i]!.index + 1 })),
  }
  const codes = findingsOf(input).map(({ code }) => code)
  expect(codes).toEqual(['CATEGORY_SPACE_MISMATCH'])
  expect(findingOf('CATEGORY_SPACE_MISMATCH', input)!.hint).toContain('Set categorySpace: ONE_TO_80 ')
})

test('COCO ids against a ground truth of 0-79 are told', () => {
  const finding = findingOf(
    'CATEGORY_SPACE_MISMATCH',
    found(
      ({ cocoId }) => cocoId,
      ({ index }) => index,
    ),
  )
  expect(finding!.message).toContain('Detections use 4-16; the ground truth uses 0-79. Read as COCO_91, ')
})

test('a space that was set but is not the one is told, and the right one named', () => {
  const input = found(({ cocoId }) => cocoId)
  const finding = findingOf('CATEGORY_SPACE_MISMATCH', input, { categorySpace: 'INDEX_80' })
  expect(finding!.message).toContain('Detections use 4-16; they are read as INDEX_80. Read as GROUND_TRUTH, ')
  expect(finding!.hint).toContain('Set categorySpace: GROUND_TRUTH ')
})

test.for(['INDEX_80', 'ONE_TO_80'] as const)('the right space, %s, once it is set, is no finding', space => {
  const input = found(({ index }) => (space === 'INDEX_80' ? index : index + 1))
  expect(findingsOf(input, { categorySpace: space })).toEqual([])
})

test('ids of the ground truth are no finding, of all categories or of few', () => {
  const all = found(({ cocoId }) => cocoId)
  expect(findingsOf(all)).toEqual([])
  const few = all.detections.map(detection => ({ ...detection, category_id: 4 }))
  expect(findingsOf({ ...all, detections: few })).toEqual([])
})

test('where boxes lie on nothing, ids that only one space has are enough', () => {
  const input = found(({ index }) => index - 3)
  const detections = input.detections.map(detection => ({ ...detection, bbox: nowhere }))
  const finding = findingOf('CATEGORY_SPACE_MISMATCH', { ...input, detections: [...detections, detections[0]!] })
  expect(finding!.message).toBe(
    'Detections use 0-11; the ground truth uses COCO ids 1-90. Read as INDEX_80, all detections are of categories of ' +
      'the ground truth; now 2 are not.',
  )
})

test.for([
  ['that two spaces have', [12]],
  ['of which a space has but some', [0, 100]],
] as const)('ids %s prove nothing by themselves', ([, ids]) => {
  const detections = ids.map(category_id => ({ category_id, bbox: nowhere }))
  expect(findingsOf({ categories, detections }).map(({ code }) => code)).toEqual(['CATEGORY_UNKNOWN'])
})

test('odd ids beside detections that lie on objects of their category prove nothing', () => {
  const input = found(({ cocoId }) => cocoId)
  const background = Array.from({ length: 3 }, () => ({ category_id: 0, bbox: nowhere }))
  const codes = findingsOf({ ...input, detections: [...input.detections, ...background] }).map(({ code }) => code)
  expect(codes).toEqual(['CATEGORY_UNKNOWN'])
})

/** Detections of one id right upon objects of some category; objects of their own id cover a share of each. */
const upon = (rows: number, id: number, under: string, share = 0): Input => ({
  categories,
  annotations: boxesInRows(rows).flatMap(([x, y, w, h]) => [
    { bbox: [x, y, w, h], category_id: cocoCategories.find(({ name }) => name === under)!.cocoId },
    ...(share > 0 ? [{ bbox: [x, y, w, h * share], category_id: id }] : []),
  ]),
  detections: boxesInRows(rows).map(bbox => ({ bbox, category_id: id })),
})

test('IoU proves another space by ten detections, where it is four times as high', () => {
  // 34 is the frisbee in COCO, the kite in 1-80.
  expect(findingOf('CATEGORY_SPACE_MISMATCH', upon(10, 34, 'kite'))!.hint).toContain('ONE_TO_80')
  expect(findingsOf(upon(9, 34, 'kite'))).toEqual([])
  expect(findingsOf(upon(10, 34, 'kite', 0.3))).toEqual([])
})

test('the next category in the list lies nearby often, and proves nothing where the ids are known', () => {
  expect(findingsOf(upon(12, 73, 'tv'))).toEqual([])
})

test('a reading that knows fewer detections is not proposed', () => {
  const input = upon(12, 34, 'kite')
  const clock = { category_id: 85, bbox: nowhere }
  expect(findingsOf({ ...input, detections: [...input.detections!, clock] })).toEqual([])
})

test('numbers whose name two categories have prove nothing', () => {
  const twice = ['Bus', 'BUS'].map((name, i) => ({ id: 70 + i, name }))
  const input = {
    categories: twice,
    annotations: boxes.map(bbox => ({ bbox, category_id: 70 })),
    detections: boxes.map(bbox => ({ bbox, category_id: 5 })),
  }
  expect(findingsOf(input).map(({ code }) => code)).toEqual(['CATEGORY_UNKNOWN'])
})

test('a detector of many categories on a ground truth of few is no finding but of unknown categories', () => {
  const input = found(({ cocoId }) => cocoId)
  const few = categories.filter(({ id }) => id === 4)
  const annotations = input.annotations.filter(({ category_id }) => category_id === 4)
  expect(findingsOf({ ...input, categories: few, annotations }).map(({ code }) => code)).toEqual(['CATEGORY_UNKNOWN'])
})

test('ids from 0 against ids from 1 of categories that COCO does not have are told', () => {
  const own = ['ash', 'birch', 'cedar', 'elm'].map((name, i) => ({ id: i + 1, name }))
  const input: Input = {
    categories: own,
    annotations: boxes.map((bbox, i) => ({ bbox, category_id: (i % 4) + 1 })),
    detections: boxes.map((bbox, i) => ({ bbox, category_id: i % 4 })),
  }
  const finding = findingOf('CATEGORY_SPACE_MISMATCH', input)
  expect(finding!.message).toContain(
    'Detections use 0-3; the ground truth uses 1-4. Read as ids that are one too low, ',
  )
  expect(finding!.hint).toBe('Add 1 to each category_id.')
})

test('names are never taken for another space', () => {
  const input = found(({ index }) => index)
  const detections = input.detections.map(({ bbox }, i) => ({ bbox, category_name: cocoCategories[i]!.name }))
  expect(findingsOf({ ...input, detections })).toEqual([])
})

test('ids by the hundred thousand are no more than a range in the message', () => {
  const { detections, ...truth } = found(({ index }) => index)
  const many = Array.from({ length: 200_000 }, (_, i) => ({ bbox: nowhere, category_id: 1000 + i, score: 0.001 }))
  const finding = findingOf('CATEGORY_SPACE_MISMATCH', { ...truth, detections: [...detections, ...many] })
  expect(finding!.message).toMatch(/^Detections use 3-200999;/)
})
