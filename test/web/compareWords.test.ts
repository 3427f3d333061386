import { describe, expect, test } from 'vitest'
import type { CompareMetricFragment, CompareSideFragment } from '../../web/src/api/generated.ts'
import { changeKind } from '../../web/src/compare/changeKind.ts'
import { changeText } from '../../web/src/compare/changeText.ts'
import { changeCompareAddress, plainAddress, readCompareAddress } from '../../web/src/compare/compareAddress.ts'
import { compareCommand } from '../../web/src/compare/compareCommand.ts'
import { formatChange, formatInterval } from '../../web/src/compare/formatChange.ts'
import { intervalScale } from '../../web/src/compare/intervalScale.ts'
import { metrics, optionOfMetric } from '../../web/src/compare/metricNames.ts'
import { sideName } from '../../web/src/compare/sideName.ts'
import { verdictWords } from '../../web/src/compare/verdictWords.ts'

describe('the address of a comparison', () => {
  test('what is chosen comes back from the address, and what is plain is not in it', () => {
    const chosen = { ...plainAddress, baseline: 'evl_1', metric: 'AP_SMALL', maxDrop: 0.5, image: 0 } as const
    const params = changeCompareAddress(new URLSearchParams('?utm=x&iou=0.7'), { ...chosen, seed: 1 })
    expect(params.toString()).toBe('utm=x&baseline=evl_1&metric=AP_SMALL&maxDrop=0.5&image=0')
    expect(readCompareAddress(params)).toEqual(chosen)
  })

  test('what the API would refuse is read as if it were not there', () => {
    const text = 'metric=MAP&maxDrop=-1&replicates=150.5&seed=x&confidence=1&iou=0&minScore=2&side=up&image=a&certain=1'
    expect(readCompareAddress(new URLSearchParams(text))).toEqual(plainAddress)
  })
})

test('differences have a sign, two decimals, and more where they would look like none', () => {
  expect([0.01954, -0.0449, 0, -0.0000123].map(formatChange)).toEqual(['+1.95', '−4.49', '0.00', '−0.001'])
  expect(formatInterval({ low: -0.0419, high: 0.009 })).toBe('−4.19 to +0.90')
})

test.each([
  [{ low: 0.1, high: 0.2 }, 'better'],
  [{ low: -0.2, high: -0.1 }, 'worse'],
  [{ low: -0.1, high: 0.1 }, 'unsure'],
  [{ low: 0, high: 0.1 }, 'unsure'],
  [{ low: -0.1, high: 0 }, 'unsure'],
  [{ low: 0, high: 0 }, 'same'],
  [null, 'undefined'],
] as const)('an interval of %j says: %s', (interval, kind) => {
  expect(changeKind({ interval })).toBe(kind)
})

test('a plot has room for 0 and for all intervals, with 0 where the line is', () => {
  const { percent, ticks } = intervalScale([
    { difference: 0.05, interval: { low: 0.02, high: 0.11 } },
    { difference: null, interval: null },
  ])
  expect([percent(0), percent(0.11) <= 98, percent(0.02) > percent(0)]).toEqual([2, true, true])
  expect(ticks[0]).toBe(0)
  expect(intervalScale([]).percent(0)).toBe(50)
})

test('the command asks what the page asks, and says only what is not plain', () => {
  expect(compareCommand('evl_1', 'evl_2', plainAddress)).toBe('npx fovea compare evl_1 evl_2 --max-drop 0')
  expect(
    compareCommand('evl_1', 'evl_2', { metric: 'AR_LARGE', maxDrop: 0.5, replicates: 200, seed: 7, confidence: 0.9 }),
  ).toBe('npx fovea compare evl_1 evl_2 --max-drop 0.5 --metric arLarge --replicates 200 --seed 7 --confidence 0.9')
  expect(metrics.map(optionOfMetric).join(' ')).toBe(
    'ap ap50 ap75 apSmall apMedium apLarge ar1 ar10 ar100 arSmall arMedium arLarge',
  )
})

test('a verdict says what was found and what it means, with the drop that was allowed', () => {
  const metric: CompareMetricFragment = {
    ...{ metric: 'AP', baseline: 0.4, candidate: 0.39, difference: -0.01, reason: null },
    interval: { low: -0.02, high: 0.001 },
  }
  const question = { maxDrop: 0.5, confidence: 0.95, images: 1200 }
  expect(verdictWords('INCONCLUSIVE', metric, question)).toEqual({
    verdict: 'INCONCLUSIVE',
    found: 'AP changed by −1.00 points, −2.00 to +0.10 with 95 % confidence.',
    meaning:
      'A drop of more than 0.5 points is neither ruled out nor certain: these 1,200 images cannot tell. Add images rather than allow more.',
  })
  expect(verdictWords('PASS', metric, { ...question, maxDrop: 1 }).meaning).toMatch(
    /^A drop of more than 1 point is ruled/,
  )
  expect(verdictWords('FAIL', metric, { ...question, maxDrop: 0 }).meaning).toMatch(/^A drop is certain/)
  const none = { ...metric, difference: null, interval: null, reason: 'there is no object in this area range' }
  expect(verdictWords('INCONCLUSIVE', none, question).found).toBe(
    'AP cannot be compared: there is no object in this area range.',
  )
})

test('a drop has all its digits, and a change outside its own interval is not said without a word', () => {
  const metric: CompareMetricFragment = {
    ...{ metric: 'AR1', baseline: 0.4, candidate: 0.39, difference: -0.01, reason: null },
    interval: { low: -0.009, high: 0.001 },
  }
  const question = { maxDrop: 0.0004, confidence: 0.95, images: null }
  const { found, meaning } = verdictWords('PASS', metric, question)
  expect(found).toBe(
    'AR 1 changed by −1.00 points, −0.90 to +0.10 with 95 % confidence. That lies outside its own interval: few images carry it, so trust neither.',
  )
  expect(meaning).toBe('A drop of more than 0.0004 points is ruled out. The candidate may replace the baseline.')
  const [low, high] = [
    { low: -0.01, high: 0 },
    { low: -0.02, high: -0.01 },
  ].map(interval => verdictWords('PASS', { ...metric, interval }, question).found)
  expect([low, high].map(words => words?.includes('outside'))).toEqual([false, false])
})

test('a side is called by its name, else by its model, and uploaded results as in the rest of the page', () => {
  const side = { name: null, model: null } as CompareSideFragment
  const model = { id: 'mdl_1', name: 'DEIMv2' }
  expect([side, { ...side, model }, { ...side, model, name: 'last week' }].map(sideName)).toEqual([
    ...['Results from elsewhere', 'DEIMv2', 'last week'],
  ])
})

test('how many errors more or fewer is said in words', () => {
  expect([3, 1, -1, -2, 0].map(changeText)).toEqual([
    ...['3 more errors', '1 more error', '1 fewer error', '2 fewer errors', 'as many errors'],
  ])
})
