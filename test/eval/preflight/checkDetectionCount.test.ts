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

test('without an object that counts AP is not 0 but undefined, and that is told', () => {
  const findings = findingsOf({ images, annotations: [], detections: [] })
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    ['NO_OBJECTS', 'The ground truth has no objects (0 annotations): every number is undefined.'],
    ['NO_DETECTIONS', '3 images and 0 detections.'],
  ])
})

test.each<[string, Parameters<typeof findingsOf>[0], Parameters<typeof findingsOf>[1]]>([
  ['crowds', { annotations: [{ iscrowd: 1 }] }, {}],
  ['images that are not listed', { annotations: [{ image_id: 9 }], images: [{ id: 1 }] }, {}],
  ['categories that were not chosen', { categories: [1, 2].map(id => ({ id, name: `${id}` })) }, { categories: [2] }],
  ['images that did not run', { images, detections: [] }, { imageScope: 'EVALUATED_ONLY', evaluatedImages: [2] }],
  ["areas outside the range 'all'", {}, { areaRanges: [{ name: 'all', min: 0, max: 9 }] }],
])('objects that are %s do not count', (_, input, options) => {
  expect(findingOf('NO_OBJECTS', input, options)).toMatchObject({
    severity: 'WARNING',
    message: 'The ground truth has no objects (1 annotation, none that counts): every number is undefined.',
  })
})
