import { expect, test } from 'vitest'
import { findingOf, findingsOf } from './preflight.ts'

/** So many detections, the lowest score in their midst. */
const scored = (count: number, lowest: number) => ({
  detections: Array.from({ length: count }, (_, i) => ({ score: i === 7 ? lowest : 0.9, bbox: [i, 0, 9, 9] })),
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

const inPercent = (...scores: number[]) => ({ detections: scores.map((score, i) => ({ score, bbox: [i, i, 9, 9] })) })

test('scores in percent are a warning, as the ranking is the same, and a suspicion where the evaluation has a floor', () => {
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', inPercent(0, 0.4, 0.7, 98.25))).toEqual({
    code: 'SCORE_FLOOR_TOO_HIGH',
    severity: 'WARNING',
    message:
      'Scores go up to 98.3: they look like percent, 0 to 1 is expected. The ranking, and so AP, is the same; floors ' +
      'and thresholds of the score are not.',
    hint: 'Divide scores by 100.',
    count: 4,
  })
  const omz = { profile: 'OMZ_ACCURACY_CHECKER' } as const
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', inPercent(0.5, 1.5, 9), omz)).toEqual({
    code: 'SCORE_FLOOR_TOO_HIGH',
    severity: 'SUSPICION',
    message:
      'Scores go up to 9.0: they look like percent, 0 to 1 is expected. The score floor of 0.05 leaves out only what is ' +
      'below 0.05 percent.',
    hint: 'Divide scores by 100. Or set allowTruncated: true (--allow-truncated) to evaluate them as they are.',
    count: 3,
  })
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', inPercent(9), { ...omz, allowTruncated: true })!.severity).toBe('WARNING')
})

test('scores in percent are taken for percent when a floor is looked for', () => {
  const from = (lowest: number) => inPercent(...Array.from({ length: 20 }, (_, i) => lowest + i))
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', from(19.9))!.severity).toBe('WARNING')
  expect(findingOf('SCORE_FLOOR_TOO_HIGH', from(35))).toMatchObject({
    severity: 'SUSPICION',
    message:
      'All 20 detections have scores >= 35.00, as if they were kept only from there up; AP would be understated. ' +
      'Scores go up to 54.0: they look like percent, 0 to 1 is expected.',
    hint: expect.stringMatching(/^Divide scores by 100\. Detect again/),
  })
})

test('scores that are neither 0 to 1 nor percent, such as logits, are no finding', () => {
  expect(findingsOf(inPercent(-7.5, 2, 3, 11))).toEqual([])
  expect(findingsOf(inPercent(0, 2, 3, 101))).toEqual([])
  expect(findingsOf(inPercent(0.1, 0.2, 1.4))).toEqual([])
  expect(findingsOf(inPercent(0.1, 0.2, 1.9))).toEqual([])
})
