import { expect, test } from 'vitest'
import { protocolDifferences } from '../../../eval/compare/protocolDifferences.ts'
import type { Protocol } from '../../../eval/result.ts'
import { settingsOf } from '../../../eval/settings.ts'

const protocol: Protocol = {
  ...settingsOf(),
  evaluator: 'fovea-eval 1',
  images: 100,
  groundTruths: 831,
  crowds: 3,
  detections: 734,
  leftOut: { unknownCategory: 0, belowFloor: 0 },
  hashes: { groundTruth: 'a1', detections: 'b1' },
}

const all = { name: 'all', min: 0, max: 1e10 }
const small = { name: 'small', min: 0, max: 1024 }

test.each<[string, Partial<Protocol>, string, string]>([
  ['profile', { profile: 'OMZ_ACCURACY_CHECKER' }, 'PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER'],
  ['maxDetections', { caps: [1, 10, 300] }, '1, 10, 100', '1, 10, 300'],
  ['scoreFloor', { scoreFloor: 0.05 }, 'none', '0.05'],
  ['imageScope', { imageScope: 'EVALUATED_ONLY' }, 'ALL_IMAGES', 'EVALUATED_ONLY'],
  ['evaluator', { evaluator: 'fovea-eval 2' }, 'fovea-eval 1', 'fovea-eval 2'],
  ['groundTruthSha256', { hashes: { groundTruth: 'a2', detections: 'b1' } }, 'a1', 'a2'],
  ['images', { images: 99 }, '100', '99'],
  ['groundTruths', { groundTruths: 830 }, '831', '830'],
  ['crowds', { crowds: 4 }, '3', '4'],
  ['categories', { categories: [1, 3] }, 'all', '2 categories'],
])('%s alone differs, and is named with what each has', (setting, change, baseline, candidate) => {
  expect(protocolDifferences(protocol, { ...protocol, ...change })).toEqual([{ setting, baseline, candidate }])
})

test('lists are written out, so that the entry that differs can be seen', () => {
  const one = { ...protocol, iouThresholds: [0.5, 0.75], areaRanges: [all] }
  const other = { ...protocol, iouThresholds: [0.5], areaRanges: [all, small] }
  expect(protocolDifferences(one, other)).toEqual([
    { setting: 'iouThresholds', baseline: '0.5, 0.75', candidate: '0.5' },
    { setting: 'areaRanges', baseline: 'all 0 to 10000000000', candidate: 'all 0 to 10000000000, small 0 to 1024' },
  ])
})

test('an area range of another size or another name is another protocol', () => {
  const of = (areaRanges: Protocol['areaRanges']) => ({ ...protocol, areaRanges })
  const changed = [
    { ...small, max: 1023 },
    { ...small, min: 1 },
    { ...small, name: 'tiny' },
  ]
  for (const range of changed)
    expect(protocolDifferences(of([all, small]), of([all, range])).map(({ setting }) => setting)).toEqual([
      'areaRanges',
    ])
})

test('thresholds are said in few digits, unless they are the same in these: one that is off in its last bit differs', () => {
  expect(protocolDifferences(protocol, { ...protocol, iouThresholds: [2 / 3] })).toEqual([
    {
      setting: 'iouThresholds',
      baseline: '0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95',
      candidate: '0.6667',
    },
  ])
  const exact = { ...protocol, iouThresholds: [0.65] }
  const off = { ...protocol, iouThresholds: [0.6499999999999999] }
  expect(protocolDifferences(exact, off)).toEqual([
    { setting: 'iouThresholds', baseline: '0.65', candidate: '0.6499999999999999' },
  ])
})

test('the same protocol has no differences, whatever the detections are and how many were left out', () => {
  const other: Protocol = {
    ...protocol,
    detections: 1,
    leftOut: { unknownCategory: 4, belowFloor: 5 },
    hashes: { groundTruth: 'a1', detections: null },
  }
  expect(protocolDifferences(protocol, other)).toEqual([])
})

test('a hash that one does not tell is not different', () => {
  const untold = { ...protocol, hashes: { groundTruth: null, detections: null } }
  expect(protocolDifferences(protocol, untold)).toEqual([])
  expect(protocolDifferences(untold, protocol)).toEqual([])
})

test('images that the detectors ran on matter where only they count, and where both are told', () => {
  const of = (imageScope: Protocol['imageScope'], evaluatedImages: number[] | null): Protocol => ({
    ...protocol,
    imageScope,
    evaluatedImages,
  })
  expect(protocolDifferences(of('EVALUATED_ONLY', [1, 2, 7]), of('EVALUATED_ONLY', [1, 2, 9]))).toEqual([
    {
      setting: 'evaluatedImages',
      baseline: '3 images, 1 of them in it alone (first: 7)',
      candidate: '3 images, 1 of them in it alone (first: 9)',
    },
  ])
  expect(protocolDifferences(of('EVALUATED_ONLY', [1, 2]), of('EVALUATED_ONLY', [1, 2, 9]))).toEqual([
    { setting: 'evaluatedImages', baseline: '2 images', candidate: '3 images, 1 of them in it alone (first: 9)' },
  ])
  expect(protocolDifferences(of('EVALUATED_ONLY', [1, 2]), of('EVALUATED_ONLY', [1, 2]))).toEqual([])
  expect(protocolDifferences(of('EVALUATED_ONLY', [1, 2]), of('EVALUATED_ONLY', null))).toEqual([])
  expect(protocolDifferences(of('ALL_IMAGES', [1, 2]), of('ALL_IMAGES', [1, 9]))).toEqual([])
})

test('categories that differ by one of as many are named', () => {
  expect(protocolDifferences({ ...protocol, categories: [1, 3] }, { ...protocol, categories: [1, 4] })).toEqual([
    {
      setting: 'categories',
      baseline: '2 categories, 1 of them in it alone (first: 3)',
      candidate: '2 categories, 1 of them in it alone (first: 4)',
    },
  ])
})
