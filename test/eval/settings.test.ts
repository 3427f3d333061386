import { expect, test } from 'vitest'
import { cocoIouThresholds, type EvaluationOptions, recallPoints, settingsOf } from '../../eval/settings.ts'

test('IoU thresholds and recall points are those of numpy.linspace, not hundredths', () => {
  expect(cocoIouThresholds).toEqual([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95])
  expect(recallPoints).toHaveLength(101)
  expect([recallPoints[0], recallPoints[35], recallPoints[57], recallPoints[100]]).toEqual([
    0, 0.35000000000000003, 0.5700000000000001, 1,
  ])
})

test('what is left out is as the profile has it, what is given replaces it', () => {
  expect(settingsOf({ profile: 'OMZ_ACCURACY_CHECKER' })).toMatchObject({ caps: [20], scoreFloor: 0.05 })
  expect(settingsOf({ profile: 'OMZ_ACCURACY_CHECKER', scoreFloor: null, caps: [5, 1, 5] })).toMatchObject({
    caps: [1, 5],
    scoreFloor: null,
  })
  expect(settingsOf({ scoreFloor: undefined })).toEqual(settingsOf())
})

const all = { name: 'all', min: 0, max: 1e10 }

test.each<[string, EvaluationOptions]>([
  ['profile', { profile: 'toString' as 'PYCOCOTOOLS' }],
  ['iouThresholds', { iouThresholds: [0] }],
  ['iouThresholds', { iouThresholds: [0.5, 1.1] }],
  ['iouThresholds', { iouThresholds: [NaN] }],
  ['iouThresholds', { iouThresholds: [] }],
  ['iouThresholds', { iouThresholds: Array.from({ length: 32 }, (_, i) => (i + 1) / 32) }],
  ['caps', { caps: [] }],
  ['caps', { caps: [0] }],
  ['caps', { caps: [1.5] }],
  ['caps', { caps: [65_536] }],
  ['areaRanges', { areaRanges: [{ ...all, name: 'small' }] }],
  ['areaRanges', { areaRanges: [all, all] }],
  ['areaRanges', { areaRanges: Array.from({ length: 9 }, (_, i) => (i ? { ...all, name: `${i}` } : all)) }],
  ['areaRanges', { areaRanges: [{ ...all, min: NaN }] }],
  ['areaRanges', { areaRanges: [all, { name: 'small', min: 10, max: 9 }] }],
  ['iouThresholds', { iouThresholds: 0.5 as unknown as number[] }],
  ['caps', { caps: '100' as unknown as number[] }],
  ['areaRanges', { areaRanges: all as unknown as [] }],
  ['categories', { categories: '12' as unknown as number[] }],
  ['evaluatedImages', { evaluatedImages: 1 as unknown as number[] }],
  ['scoreFloor', { scoreFloor: NaN }],
  ['imageScope', { imageScope: 'SOME' as 'ALL_IMAGES' }],
])('%s that cannot be is refused by name: %j', (name, options) => {
  expect(() => settingsOf(options)).toThrow(new RegExp(`^Expected .*${name}.* but received`))
})
