import { expect, test } from 'vitest'
import { findingOf, findingsOf } from './preflight.ts'

/** So many detections, the lowest score in their midst. */
const scored = (count: number, lowest: number) => ({
  detections: Array.from({ length: count }, (_, i) => ({ score: i === 7 ? lowest : 0.9 })),
})

test('scores that all lie high are taken for a floor', () => {
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', scored(20, 0.507))).toEqual({
    code: 'SCORE_FLOOR_TOO_HIGH',
    severity: 'SUSPICION',
    message: 'All 20 detections have scores >= 0.50, as if they were kept only from there up; AP would be understated.',
    hint:
      'Detect again with a floor of 0.05 or less, or set allowTruncated: true (--allow-truncated): ' +
      'the result will be marked.',
    count: 20,
  })
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', scored(1200, 0.2))!.message).toContain('All 1,200 detections')
})

test('a score below 0.2 or fewer than 20 detections are no finding', () => {
  expect(findingsOf(scored(20, 0.199))).toEqual([])
  expect(findingsOf(scored(19, 0.5))).toEqual([])
})

test('a known floor above 0.05 is reported whatever the scores, one up to 0.05 never', () => {
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', scored(8, 0.01), { manifestFloor: 0.1 })!.message).toBe(
    'These detections were kept only from score 0.1 up; AP would be understated.',
  )
  expect(findingsOf(scored(20, 0.5), { manifestFloor: 0.05 })).toEqual([])
})

test('allowTruncated leaves a warning that marks the result', () => {
  const finding = findingOf('SCORE_FLOOR_TOO_HIGH', scored(20, 0.5), { allowTruncated: true })
  expect(finding).toEqual({
    code: 'SCORE_FLOOR_TOO_HIGH',
    severity: 'WARNING',
    message: 'All 20 detections have scores >= 0.50, as if they were kept only from there up; AP is understated.',
    count: 20,
  })
})

test('a floor that the evaluation sets itself is no finding, by option or by profile', () => {
  expect(findingsOf(scored(20, 0.5), { scoreFloor: 0.5 })).toEqual([])
  expect(findingsOf(scored(20, 0.5), { scoreFloor: 0.6 })).toEqual([])
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', scored(20, 0.5), { scoreFloor: 0.4 })).toBeDefined()
  expect(findingsOf(scored(20, 0.01), { manifestFloor: 0.1, scoreFloor: 0.1 })).toEqual([])
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', scored(20, 0.5), { profile: 'OMZ_ACCURACY_CHECKER' })).toBeDefined()
})
