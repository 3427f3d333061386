import { afterEach, expect, test, vi } from 'vitest'
import { binDays, timesOfBin, utcDaysOf } from '../../web/src/history/binDays.ts'
import { ownDayOf, startOfOwnDay } from '../../web/src/history/days.ts'
import { describeFilter } from '../../web/src/history/describeFilter.ts'
import { filterProblem } from '../../web/src/history/filterProblem.ts'
import {
  countFilters,
  detectionFilterOf,
  imageFilterOf,
  noFilter,
  readFilter,
  writeFilter,
} from '../../web/src/history/historyFilter.ts'
import { searchNames } from '../../web/src/history/searchNames.ts'
import { shortMoment } from '../../web/src/history/shortMoment.ts'
import { splitName } from '../../web/src/history/splitName.ts'
import { formatMoment } from '../../web/src/parts/formatNumber.ts'

afterEach(() => void vi.unstubAllEnvs())

const read = (search: string) => readFilter(new URLSearchParams(search))

test('an address with all filters is read and written as it was', () => {
  const address =
    'category=dog&category=hot+dog&minScore=0.25&model=demo&since=2026-11-20T08%3A00%3A00Z&until=2026-11-21T00%3A00%3A00.500Z'
  expect(read(address)).toEqual({
    categories: ['dog', 'hot dog'],
    minScore: 0.25,
    model: 'demo',
    since: '2026-11-20T08:00:00.000Z',
    until: '2026-11-21T00:00:00.500Z',
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
  'until=9999-12-31',
  'since=0000-01-01',
  'since=0001-01-01T00:00:00Z',
  'until=9999-12-31T23:00:00-05:00',
  'since=2026-11-20T08:00:00',
  'model=',
  'category=',
  'other=1',
])('what cannot be read is passed over: %s', search => {
  expect(read(search)).toEqual(noFilter)
})

test('a category that stands twice is one', () => {
  expect(read('category=dog&category=dog').categories).toEqual(['dog'])
})

test('the last day is included, and days are those of the reader', () => {
  vi.stubEnv('TZ', 'America/Los_Angeles')
  const times = { since: '2026-02-27T08:00:00.000Z', until: '2026-03-01T08:00:00.000Z' }
  expect(imageFilterOf(read('since=2026-02-27&until=2026-02-28'))).toEqual(times)
  expect(imageFilterOf(read('category=dog&since=2026-02-27&until=2026-02-28'))).toEqual({
    detected: { categories: ['dog'], minScore: 0.5, ...times },
  })
})

test('a day of 25 hours is whole, and its evening is not of the next day', () => {
  vi.stubEnv('TZ', 'America/Los_Angeles')
  expect(read('since=2026-11-01&until=2026-11-01')).toMatchObject({
    since: '2026-11-01T07:00:00.000Z',
    until: '2026-11-02T08:00:00.000Z',
  })
  expect(ownDayOf('2026-11-02T07:59:00Z')).toBe('2026-11-01')
})

test('the last day that can be chosen is read again from the address that it is written to', () => {
  const { until } = read('until=9998-12-31')
  expect(until).toBe(startOfOwnDay('9999-01-01'))
  expect(readFilter(writeFilter({ ...noFilter, until })).until).toBe(until)
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
  ['category=dog&minScore=0', 2, '2 images with a dog of any score.'],
  ['minScore=0.9&until=2026-11-20', 3, '3 images with something of score 0.90 or more, detected up to Nov 20, 2026.'],
])('says what is shown: %s', (search, count, sentence) => {
  expect(describeFilter(read(search), count)).toBe(sentence)
})

test('an address means the same moments elsewhere, and says them where they are not whole days', () => {
  const filter = { ...noFilter, since: '2026-11-20T10:17:00.000Z', until: '2026-11-21T10:17:00.000Z' }
  const [since, until] = [formatMoment(filter.since), formatMoment(filter.until)]
  expect(describeFilter(filter, 2)).toBe(`2 images stored from ${since} to ${until}.`)
  expect(describeFilter({ ...filter, until: null }, 2)).toBe(`2 images stored since ${since}.`)
  expect(describeFilter({ ...filter, since: null }, 2)).toBe(`2 images stored before ${until}.`)
})

test('names of the address that the server does not know are told without words of its queries', () => {
  const code = 'BAD_USER_INPUT'
  const message = 'Expected names of models but received "no pe"; the query { models { name } } lists them.'
  const { message: told, hint } = filterProblem({ code, message })
  expect(told).toBe('There is no model called "no pe".')
  expect(hint).toBe('Choose another one above, or clear the filters.')
  const other = { code: 'NETWORK', message: 'The server does not answer.' }
  expect(filterProblem(other)).toBe(other)
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

test('the columns of a filter are the days in UTC that it touches, and its end is not one', () => {
  const losAngeles = { since: '2026-11-21T08:00:00.000Z', until: '2026-11-22T08:00:00.000Z' }
  expect(utcDaysOf(losAngeles)).toEqual({ since: '2026-11-21', until: '2026-11-22' })
  const wholeDay = { since: null, until: '2026-11-22T00:00:00.000Z' }
  expect(utcDaysOf(wholeDay)).toEqual({ since: null, until: '2026-11-21' })
})

test('a column stands for its days in UTC, as far as the filter reaches', () => {
  const bin = { from: '2026-11-21', to: '2026-11-22' }
  const whole = { since: '2026-11-21T00:00:00.000Z', until: '2026-11-23T00:00:00.000Z' }
  expect(timesOfBin(bin, noFilter)).toEqual(whole)
  expect(timesOfBin(bin, { since: '2026-11-01T08:00:00.000Z', until: '2026-12-01T08:00:00.000Z' })).toEqual(whole)
  const part = { since: '2026-11-21T08:00:00.000Z', until: '2026-11-22T08:00:00.000Z' }
  expect(timesOfBin(bin, part)).toEqual(part)
})

test('names that begin with what was typed come before those that have it inside', () => {
  expect(searchNames(['hot dog', 'dog', 'cat', 'Donut'], ' DO')).toEqual(['dog', 'Donut', 'hot dog'])
})

test.each([
  ['', 0],
  ['minScore=0', 1],
  ['category=dog&category=cat&model=demo&since=2026-11-20&until=2026-11-20', 4],
])('filters are counted where they are folded, both ends of a time as one: %s', (search, count) => {
  expect(countFilters(read(search))).toBe(count)
})

test('numbered names keep the end that tells them apart, letters of two units stay whole, short names are not split', () => {
  expect(splitName('000000000502.jpg')).toEqual(['00000000', '0502.jpg'])
  expect(splitName('a photo of 🐕🐕.jpeg')).toEqual(['a photo of', ' 🐕🐕.jpeg'])
  expect(splitName('img_0502.jpg')).toEqual(['img_0502.jpg', ''])
})

test('a short moment has its time, and in other years its year in place of the time', () => {
  vi.stubEnv('TZ', 'UTC')
  const now = new Date('2026-11-22T00:00:00Z')
  expect(shortMoment('2026-11-21T23:38:00Z', now)).toMatch(/^Nov 21, 11:38\sPM$/)
  expect(shortMoment('2025-11-21T23:38:00Z', now)).toBe('Nov 21, 2025')
})
