import { expect, test } from 'vitest'
import { binDays } from '../../web/src/history/binDays.ts'
import { describeFilter } from '../../web/src/history/describeFilter.ts'
import {
  detectionFilterOf,
  imageFilterOf,
  noFilter,
  readFilter,
  writeFilter,
} from '../../web/src/history/historyFilter.ts'
import { searchNames } from '../../web/src/history/searchNames.ts'

const read = (search: string) => readFilter(new URLSearchParams(search))

test('an address with all filters is read and written as it was', () => {
  const address = 'category=dog&category=hot+dog&minScore=0.25&model=demo&since=2026-11-20&until=2026-11-21'
  expect(read(address)).toEqual({
    categories: ['dog', 'hot dog'],
    minScore: 0.25,
    model: 'demo',
    since: '2026-11-20',
    until: '2026-11-21',
  })
  expect(writeFilter(read(address)).toString()).toBe(address)
})

test('a score of zero is kept, since it differs from none', () => {
  expect(writeFilter(read('category=dog&minScore=0')).toString()).toBe('category=dog&minScore=0')
})

test.each([
  'minScore=2',
  'minScore=',
  'minScore=high',
  'since=yesterday',
  'since=2026-02-30',
  'until=2026-1-1',
  'model=',
  'category=',
  'other=1',
])('what cannot be read is passed over: %s', search => {
  expect(read(search)).toEqual(noFilter)
})

test('a category that stands twice is one', () => {
  expect(read('category=dog&category=dog').categories).toEqual(['dog'])
})

test('the last day is included, and days are those of UTC', () => {
  const times = { since: '2026-02-27T00:00:00Z', until: '2026-03-01T00:00:00Z' }
  expect(imageFilterOf(read('since=2026-02-27&until=2026-02-28'))).toEqual(times)
  expect(imageFilterOf(read('category=dog&since=2026-02-27&until=2026-02-28'))).toEqual({
    detected: { categories: ['dog'], minScore: 0.5, ...times },
  })
})

test('a model alone also shows images on which it found nothing; with a score it has to be the one that found it', () => {
  expect(imageFilterOf(read('model=demo'))).toEqual({ model: 'demo' })
  expect(imageFilterOf(read('model=demo&minScore=0.9'))).toEqual({ detected: { model: 'demo', minScore: 0.9 } })
  expect(detectionFilterOf(read('model=demo'))).toEqual({ model: 'demo', minScore: 0.5 })
})

test.each([
  ['', 1, '1 image.'],
  ['since=2026-11-20', 1200, '1,200 images stored since Nov 20, 2026.'],
  ['model=demo', 2, '2 images looked at by demo.'],
  ['category=dog', 2, '2 images with a dog of score 0.50 or more.'],
  [
    'category=dog&category=cat&minScore=0.3&model=demo&since=2026-11-20&until=2026-11-20',
    0,
    '0 images with a dog or cat of score 0.30 or more, detected by demo on Nov 20, 2026.',
  ],
  ['minScore=0.9&until=2026-11-20', 3, '3 images with something of score 0.90 or more, detected up to Nov 20, 2026.'],
])('says what is shown: %s', (search, count, sentence) => {
  expect(describeFilter(read(search), count)).toBe(sentence)
})

test('days without a detection between two with some are zero, not left out', () => {
  const rows = [
    { day: '2026-02-28', count: 5 },
    { day: '2026-03-02', count: 7 },
  ]
  expect(binDays(rows)).toEqual([
    { from: '2026-02-28', to: '2026-02-28', count: 5 },
    { from: '2026-03-01', to: '2026-03-01', count: 0 },
    { from: '2026-03-02', to: '2026-03-02', count: 7 },
  ])
})

test('more days than columns are counted by weeks, and the last week ends with the last day', () => {
  const rows = [
    { day: '2026-01-01', count: 1 },
    { day: '2026-01-07', count: 2 },
    { day: '2026-01-08', count: 4 },
    { day: '2026-01-10', count: 8 },
  ]
  expect(binDays(rows, { most: 4 })).toEqual([
    { from: '2026-01-01', to: '2026-01-07', count: 3 },
    { from: '2026-01-08', to: '2026-01-10', count: 12 },
  ])
})

test('the columns reach from the first day that is filtered by to the last; without rows there are none', () => {
  const days = binDays([{ day: '2026-01-02', count: 1 }], { since: '2026-01-01', until: '2026-01-03' })
  expect(days.map(({ count }) => count)).toEqual([0, 1, 0])
  expect(binDays([], { since: '2026-01-01', until: '2026-01-03' })).toEqual([])
})

test('names that begin with what was typed come before those that have it inside', () => {
  expect(searchNames(['hot dog', 'dog', 'cat', 'Donut'], ' DO')).toEqual(['dog', 'Donut', 'hot dog'])
})
