import { expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/index.ts'
import {
  differencesOf,
  type Expected,
  evalFixture,
  hasSharedData,
  needsSharedData,
  parity,
  readSharedDetections,
  readSharedGroundTruth,
  readSharedIds,
  twelveOf,
} from '../helper/evalFixture.ts'

const expected = evalFixture<Record<string, Expected>>('real.json.gz')

/** What pycocotools 2.0.11 prints, all digits. */
const known = [
  {
    name: 'cocoapi-val2014-100',
    groundTruth: 'cocoapi-val2014-100/instances_val2014_100.json',
    detections: 'cocoapi-val2014-100/instances_val2014_fakebbox100_results.json',
    twelve: [
      0.5045806987249628, 0.6969727247299577, 0.5729816669904824, 0.5856257209410443, 0.5193996948036719,
      0.5013978986347466, 0.38681277964578054, 0.5936795762842003, 0.595352982877607, 0.6398109626113442,
      0.5664205978994309, 0.5642905982905982,
    ],
  },
  {
    name: 'coco128',
    groundTruth: 'coco128/instances.json',
    detections: 'coco128/deimv2_femto.coco_results.json',
    twelve: [
      0.40209676821564627, 0.568677672995255, 0.4337404257266402, 0.14778599492034264, 0.48288572149720427,
      0.6408385597430576, 0.33133015832164725, 0.5180340306390798, 0.567622094646701, 0.24137957601030774,
      0.6534544372294373, 0.8268494304218348,
    ],
  },
]

test.skipIf(!hasSharedData).each(known)(
  `the twelve of $name, and those of each of its categories, are pycocotools' ${needsSharedData}`,
  ({ name, groundTruth, detections, twelve }) => {
    const result = evaluateCoco(readSharedGroundTruth(groundTruth), readSharedDetections(detections))
    const far = twelveOf(result.summary).filter((value, i) => !(Math.abs(value! - twelve[i]!) <= parity))
    expect(far).toEqual([])
    expect(differencesOf(result, expected[`${name} ALL_IMAGES`]!, name)).toEqual([])
  },
)

test.skipIf(!hasSharedData).each(['yolact_150', 'yolact_base', 'yolact_darknet53', 'yolact_im700', 'yolact_resnet50'])(
  `the twelve of %s, on the 5,000 images of val2017, on its own, and on those of image_ids.json ${needsSharedData}`,
  name => {
    const groundTruth = readSharedGroundTruth('val2017/instances_val2017_bbox_reconstructed.json')
    const detections = readSharedDetections(`val2017/${name}.coco_results.json`)
    const evaluatedImages = readSharedIds('val2017/image_ids.json')
    const scopes = {
      ALL_IMAGES: {},
      EVALUATED_ONLY: { imageScope: 'EVALUATED_ONLY' },
      IMAGE_IDS: { imageScope: 'EVALUATED_ONLY', evaluatedImages },
    } as const
    for (const [scope, options] of Object.entries(scopes)) {
      const result = evaluateCoco(groundTruth, detections, options)
      expect(differencesOf(result, expected[`${name} ${scope}`]!, scope)).toEqual([])
    }
  },
)

test('an annotation of id 0 that is found counts as found, not as pycocotools has it, and a warning says so', () => {
  const evaluate = (id: number) => {
    const box = { image_id: 1, category_id: 1, bbox: [10, 10, 40, 40] }
    const groundTruth = {
      images: [{ id: 1 }],
      annotations: [{ ...box, id, area: 1600, iscrowd: 0 }],
      categories: [{ id: 1, name: 'cat' }],
    }
    const { summary, warnings } = evaluateCoco(groundTruth, [{ ...box, score: 0.5 }])
    return { ap: summary.ap, ar100: summary.ar100, codes: warnings.map(({ code }) => code) }
  }
  // pycocotools 2.0.11 gives AP 0 and AR 0 for id 0.
  expect(evaluate(0)).toEqual({ ap: expect.closeTo(1, 12), ar100: 1, codes: ['ANNOTATION_ID_ZERO'] })
  expect(evaluate(1)).toEqual({ ap: expect.closeTo(1, 12), ar100: 1, codes: [] })
})

test('at threshold 1 an IoU of 1 - 1e-11 is enough, as with pycocotools, and one of 1 - 1e-9 is not', () => {
  const apOf = (iou: number) => {
    const groundTruth = {
      images: [{ id: 1 }],
      annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 1, 1000], area: 1000, iscrowd: 0 }],
      categories: [{ id: 1, name: 'cat' }],
    }
    const detection = { image_id: 1, category_id: 1, bbox: [0, 0, iou, 1000], score: 0.5 }
    return evaluateCoco(groundTruth, [detection], { iouThresholds: [1] }).summary.ap
  }
  expect(apOf(1 - 1e-11)).toBeCloseTo(1, 12)
  expect(apOf(1 - 1e-9)).toBe(0)
})
