import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { CocoDetection } from '../../eval/detections.ts'
import type { CocoGroundTruth } from '../../eval/groundTruth.ts'
import { packDetections } from '../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { resolveDetections } from '../../eval/resolve/resolveDetections.ts'
import { validateDetections } from '../../eval/validateDetections.ts'
import { packInput } from './preflight/preflight.ts'

test('detections as they came and as they were resolved have the same findings', () => {
  const { groundTruth, detections } = packInput({
    images: [{ id: 4, file_name: '000139.jpg' }],
    annotations: [{ image_id: 4 }],
    detections: [
      { image_id: 139, category_id: 0 },
      { image_id: 140, category_id: 1 },
    ],
  })
  const options = { matchBy: 'FILE_NAME', categorySpace: 'INDEX_80' } as const
  const findings = validateDetections(groundTruth, detections, options)
  expect(findings.map(({ code }) => code)).toEqual(['IMAGE_NOT_IN_GROUND_TRUTH', 'CATEGORY_UNKNOWN'])
  const resolved = resolveDetections(groundTruth, detections, options)
  expect(validateDetections(groundTruth, resolved, options)).toEqual(findings)
})

test('an empty ground truth is looked at without complaint', () => {
  const { groundTruth, detections } = packInput({ images: [], categories: [], annotations: [], detections: [] })
  expect(validateDetections(groundTruth, detections).map(({ code }) => code)).toEqual(['NO_OBJECTS', 'NO_DETECTIONS'])
})

test.each([
  [{ categories: [1, 7, 8] }, 'Expected categories of the ground truth but it does not have 2 ids (first: 7, 8).'],
  [{ evaluatedImages: [9] }, 'Expected evaluatedImages of the ground truth but it does not have 1 id (first: 9).'],
])('ids of options that the ground truth lacks are refused rather than left out: %j', (options, message) => {
  const { groundTruth, detections } = packInput({})
  expect(() => validateDetections(groundTruth, detections, options)).toThrow(
    expect.objectContaining({ code: 'OPTIONS_INVALID', message }),
  )
})

const data = resolve('../shared/data')
const read = (file: string) => JSON.parse(readFileSync(resolve(data, file), 'utf8'))
const val2017 = 'val2017/instances_val2017_bbox_reconstructed.json'
const sets = [
  ['coco128/instances.json', 'coco128/deimv2_femto.coco_results.json', []],
  [
    'cocoapi-val2014-100/instances_val2014_100.json',
    'cocoapi-val2014-100/instances_val2014_fakebbox100_results.json',
    // One image has no detections.
    ['IMAGES_NOT_EVALUATED'],
  ],
  ...['150', 'base', 'darknet53', 'im700', 'resnet50'].map(
    name => [val2017, `val2017/yolact_${name}.coco_results.json`, ['IMAGES_NOT_EVALUATED']] as const,
  ),
] as const

test.skipIf(!existsSync(data)).for(sets)(
  'real results cause no suspicion, and do when their ids, boxes or scores are spoilt: %s %s (needs ../shared)',
  ([truth, file, codes]) => {
    const truthFile: CocoGroundTruth = read(truth)
    const groundTruth = packGroundTruth(truthFile)
    const results: CocoDetection[] = read(file)
    const codesOf = (results: readonly CocoDetection[]) =>
      validateDetections(groundTruth, packDetections(results)).map(({ code }) => code)
    expect(codesOf(results)).toEqual(codes)
    expect(codesOf(results.filter(({ category_id }) => category_id === 1))).not.toContain('CATEGORY_SPACE_MISMATCH')

    const indexOf = new Map(cocoCategories.map(({ cocoId, index }) => [cocoId, index]))
    const numbered = (from: number) =>
      results.map(result => ({ ...result, category_id: indexOf.get(result.category_id)! + from }))
    const spaceOf = (results: readonly CocoDetection[]) =>
      validateDetections(groundTruth, packDetections(results))
        .find(({ code }) => code === 'CATEGORY_SPACE_MISMATCH')
        ?.hint?.match(/categorySpace: (\w+)/)?.[1]
    expect(spaceOf(numbered(0))).toBe('INDEX_80')
    expect(spaceOf(numbered(1))).toBe('ONE_TO_80')

    const sizes = new Map(truthFile.images.map(image => [image.id, image]))
    const spoilt: Record<string, (x: number, y: number, w: number, h: number, sx: number, sy: number) => number[]> = {
      corners: (x, y, w, h) => [x, y, x + w, y + h],
      swapped: (x, y, w, h) => [y, x, h, w],
      ofInput: (x, y, w, h, sx, sy) => [x * sx, y * sy, w * sx, h * sy],
    }
    for (const [name, spoil] of Object.entries(spoilt)) {
      const boxes = results.map(({ bbox: [x = 0, y = 0, w = 0, h = 0], ...rest }) => {
        const { width = 0, height = 0 } = sizes.get(rest.image_id)!
        return { ...rest, bbox: spoil(x, y, w, h, 416 / width, 416 / height) }
      })
      expect(codesOf(boxes), name).toContain('BOX_FORMAT_SUSPECT')
    }
    expect(codesOf(results.filter(({ score }) => score >= 0.25))).toContain('SCORE_FLOOR_TOO_HIGH')
  },
)
