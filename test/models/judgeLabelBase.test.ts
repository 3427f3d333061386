import { expect, test } from 'vitest'
import { judgeLabelBase, type Seen } from '../../src/models/judgeLabelBase.ts'

const names = ['ant', 'bee', 'cat']
const box = (x: number) => ({ x, y: 0, width: 10, height: 10 })

/** A picture with these labels, side by side, over objects of these names. */
const picture = (labels: number[], objects: string[] = [], score = 0.9): Seen => ({
  detections: labels.map((label, i) => ({ label, score, box: box(i * 20 + 1) })),
  objects: objects.map((name, i) => ({ name, box: box(i * 20) })),
})

const four = ['ant', 'bee', 'cat', 'bee']

test('labels under which objects have their own names are right', () => {
  expect(judgeLabelBase([picture([0, 1, 2, 1], four)], names, 0)).toEqual({
    matches: { base: 4, other: 0 },
    verdict: 'RIGHT',
    problems: [],
  })
  expect(judgeLabelBase([picture([1, 2, 3, 2], four)], names, 1)).toEqual({
    matches: { base: 4, other: 0 },
    verdict: 'RIGHT',
    problems: [],
  })
})

test('labels that give the names beside theirs are told, whichever way they are off', () => {
  expect(judgeLabelBase([picture([1, 2], four), picture([1, 2], four)], names, 0)).toEqual({
    matches: { base: 0, other: 4 },
    verdict: 'WRONG',
    problems: ["With base 1 4 objects have their own name, with the manifest's base 0 only 0: the base is likely 1."],
  })
  expect(
    judgeLabelBase([picture([2, 1], ['cat', 'bee']), picture([2, 1, 1], ['cat', 'bee', 'bee'])], names, 1),
  ).toEqual({
    matches: { base: 0, other: 5 },
    verdict: 'WRONG',
    problems: ["With base 0 5 objects have their own name, with the manifest's base 1 only 0: the base is likely 0."],
  })
})

test('a label that has no name is told, with the base under which it would have one', () => {
  expect(judgeLabelBase([picture([1, 3])], names, 0).problems).toEqual([
    'The model answered label 3, but the manifest names 0 to 2; with base 1 all would have one.',
  ])
  expect(judgeLabelBase([picture([0, 2])], names, 1).problems).toEqual([
    'The model answered label 0, but the manifest names 1 to 3; with base 0 all would have one.',
  ])
  expect(judgeLabelBase([picture([90, 1, 17])], names, 0).problems).toEqual([
    'The model answered label 17, 90, but the manifest names 0 to 2; with base 1 some would have none either: its labels may be others.',
  ])
})

test('three objects are too few to tell, and weak or distant boxes are not counted', () => {
  const three = ['ant', 'bee', 'ant']
  expect(judgeLabelBase([picture([1, 2, 1], three)], names, 0)).toMatchObject({
    matches: { other: 3 },
    verdict: 'UNKNOWN',
    problems: [],
  })
  expect(judgeLabelBase([picture([0, 1, 2], ['ant', 'bee', 'cat'])], names, 0).verdict).toBe('UNKNOWN')
  expect(judgeLabelBase([picture([0, 1, 2, 1], four, 0.29)], names, 0).matches.base).toBe(0)
  const distant = { detections: [{ label: 0, score: 1, box: box(5) }], objects: [{ name: 'ant', box: box(0) }] }
  expect(judgeLabelBase([distant], names, 0).matches.base).toBe(0)
})

test('a model that is mostly right is not blamed for some mistakes', () => {
  const right = picture([0, 1, 2, 1], four)
  const wrong = picture([1, 2], four)
  const many = [right, right, wrong, wrong, wrong, wrong, wrong, wrong]
  expect(judgeLabelBase(many, names, 0)).toEqual({ matches: { base: 8, other: 12 }, verdict: 'UNKNOWN', problems: [] })
})

test('where too few objects are found, names alone are judged: that they exist does not make them right', () => {
  const unknown = { matches: { base: 0, other: 0 }, verdict: 'UNKNOWN', problems: [] }
  expect(judgeLabelBase([picture([0, 1])], names, 0)).toEqual(unknown)
  expect(judgeLabelBase([picture([], four)], names, 0)).toEqual(unknown)
  expect(judgeLabelBase([picture([3])], names, 0).verdict).toBe('WRONG')
})
