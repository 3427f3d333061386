import { expect, test } from 'vitest'
import { settingsOf } from '../../eval/settings.ts'
import { comparisonNotes } from '../../src/runs/comparisonNotes.ts'

const plain = { scoreFloor: 0.05, maxDetections: 100, failedCount: 0, warnings: [], settings: settingsOf() }
const elsewhere = { ...plain, scoreFloor: null, maxDetections: null }

test('nothing is noted of two that kept as much and failed nowhere', () => {
  expect(comparisonNotes(plain, plain)).toEqual([])
  expect(comparisonNotes(elsewhere, elsewhere)).toEqual([])
})

test.each([
  [{ ...plain, scoreFloor: 0.5 }, /of the baseline from score 0\.05 up, .*; of the candidate from score 0\.5 up/],
  [{ ...plain, maxDetections: 20 }, /at most 100 an image; .* at most 20 an image/],
  [elsewhere, /of the baseline from score 0\.05 up, .*; of the candidate it is not known/],
])('that one kept fewer detections is noted once', (candidate, expected) => {
  const notes = comparisonNotes(plain, candidate)
  expect(notes).toHaveLength(1)
  expect(notes[0]).toMatch(expected)
})

test('images that failed in one are noted with what became of them', () => {
  const settings = settingsOf({ imageScope: 'EVALUATED_ONLY' })
  expect(comparisonNotes({ ...plain, failedCount: 2 }, { ...plain, settings, failedCount: 1 })).toEqual([
    '2 images of the baseline could not be detected: counted as without detections.',
    '1 image of the candidate could not be detected: left out.',
  ])
})

test('detections that were accepted as truncated are noted with whose they are', () => {
  const code = 'SCORE_FLOOR_TOO_HIGH' as const
  const warnings = [{ code, severity: 'WARNING' as const, message: 'Kept from 0.5 up.', count: 9 }]
  expect(comparisonNotes(plain, { ...plain, warnings })).toEqual(['Of the candidate: Kept from 0.5 up.'])
})
