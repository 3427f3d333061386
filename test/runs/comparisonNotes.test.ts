import { expect, test } from 'vitest'
import { settingsOf } from '../../eval/settings.ts'
import { comparisonNotes } from '../../src/runs/comparisonNotes.ts'

const plain = {
  ...{ id: 'a', detectionsHash: Buffer.from('a'), scoreFloor: 0.05, maxDetections: 100 },
  ...{ failedCount: 0, warnings: [], settings: settingsOf() },
}
const other = { ...plain, id: 'b', detectionsHash: Buffer.from('b') }
const elsewhere = { ...other, scoreFloor: null, maxDetections: null }

test('nothing is noted of two that kept as much and failed nowhere', () => {
  expect(comparisonNotes(plain, other)).toEqual([])
  expect(comparisonNotes({ ...elsewhere, id: 'c', detectionsHash: null }, elsewhere)).toEqual([])
  const unknown = { ...plain, detectionsHash: null }
  expect(comparisonNotes(unknown, { ...unknown, id: 'b' })).toEqual([])
})

test('that there is nothing to compare is noted: the same evaluation, or the same detections in two', () => {
  expect(comparisonNotes(plain, plain)).toEqual(['Both are the same evaluation.'])
  expect(comparisonNotes(plain, { ...plain, id: 'b' })).toEqual(['Both have the same detections.'])
})

test.each([
  [{ ...other, scoreFloor: 0.5 }, /of the baseline from score 0\.05 up, .*; of the candidate from score 0\.5 up/],
  [{ ...other, maxDetections: 20 }, /at most 100 an image; .* at most 20 an image/],
  [elsewhere, /of the baseline from score 0\.05 up, .*; of the candidate it is not known/],
])('that one kept fewer detections is noted once', (candidate, expected) => {
  const notes = comparisonNotes(plain, candidate)
  expect(notes).toHaveLength(1)
  expect(notes[0]).toMatch(expected)
})

test('images that failed in one are noted with what became of them', () => {
  const settings = settingsOf({ imageScope: 'EVALUATED_ONLY' })
  expect(comparisonNotes({ ...plain, failedCount: 2 }, { ...other, settings, failedCount: 1 })).toEqual([
    '2 images of the baseline could not be detected: counted as without detections.',
    '1 image of the candidate could not be detected: left out.',
  ])
})

test.each(['BOX_FORMAT_SUSPECT', 'CATEGORY_SPACE_MISMATCH', 'NO_DETECTIONS', 'SCORE_FLOOR_TOO_HIGH'] as const)(
  'a finding that was accepted, %s, is noted with whose it is',
  code => {
    const warning = { severity: 'WARNING' as const, message: 'Kept from 0.5 up.', count: 9 }
    const warnings = [
      { ...warning, code },
      { ...warning, code: 'ANNOTATIONS_LEFT_OUT' as const },
    ]
    expect(comparisonNotes(plain, { ...other, warnings })).toEqual(['Of the candidate: Kept from 0.5 up.'])
  },
)
