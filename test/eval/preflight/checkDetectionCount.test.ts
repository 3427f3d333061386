import { expect, test } from 'vitest'
import { findingOf, findingsOf } from './preflight.ts'

const images = [1, 2, 3].map(id => ({ id }))

test('no detection at all gives AP 0, and that is the only finding', () => {
  expect(findingsOf({ images, detections: [] })).toEqual([
    {
      code: 'NO_DETECTIONS',
      severity: 'WARNING',
      message: '3 images and 0 detections: AP is 0.',
      hint: 'Check that these are the detections that you meant.',
      count: 0,
    },
  ])
})

test('where it is known which images ran, they are counted, with the floor that detections were kept from', () => {
  const options = { evaluatedImages: [1, 2], manifestFloor: 0.05 }
  expect(findingOf('NO_DETECTIONS', { images, detections: [] }, options)!.message).toBe(
    '2 images ran and gave 0 detections of a score of 0.05 or more: AP is 0.',
  )
})

test('detections that all lie below the floor of the evaluation are none', () => {
  const detections = [{ score: 0.04 }, { score: 0.03 }]
  const finding = findingOf('NO_DETECTIONS', { detections }, { profile: 'OMZ_ACCURACY_CHECKER' })
  expect(finding!.message).toBe('1 image and 0 detections of a score of 0.05 or more: AP is 0.')
  expect(finding!.hint).toBe('The 2 detections lie below scoreFloor (--score-floor): lower it.')
  expect(findingsOf({ detections })).toEqual([])
  expect(findingsOf({ detections }, { scoreFloor: 0.04 })).toEqual([])
})
