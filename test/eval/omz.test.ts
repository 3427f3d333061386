import { expect, test } from 'vitest'
import { type CocoDetection, type CocoGroundTruth, evaluateCoco } from '../../eval/index.ts'
import {
  caseOf,
  differences,
  evalFixture,
  hasSharedData,
  needsSharedData,
  readSharedDetections,
  readSharedGroundTruth,
} from '../helper/evalFixture.ts'

type Precision = { ap: number | null; perCategory: (number | null)[] }
type Both = { floor: Precision; noFloor: Precision }

const expected = evalFixture<{ cases: (Both & { seed: number; sha256: string })[]; real: Record<string, Both> }>(
  'omz.json.gz',
)

const profile = 'OMZ_ACCURACY_CHECKER'
const floors = { floor: {}, noFloor: { scoreFloor: null } }

/** The differences from Open Model Zoo's own code, with its floor and without one. */
function differencesFrom(reference: Both, { groundTruth, detections }: Parsed, place: string): string[] {
  return Object.entries(floors).flatMap(([name, options]) => {
    const { summary, perCategory } = evaluateCoco(groundTruth, detections, { profile, ...options })
    const { ap, perCategory: aps } = reference[name as keyof Both]
    return differences([summary.ap, ...perCategory.map(category => category.ap)], [ap, ...aps], `${place} ${name}`)
  })
}

type Parsed = { groundTruth: CocoGroundTruth; detections: CocoDetection[] }

const published = [
  {
    name: 'cocoapi-val2014-100',
    groundTruth: 'cocoapi-val2014-100/instances_val2014_100.json',
    detections: 'cocoapi-val2014-100/instances_val2014_fakebbox100_results.json',
    floor: 0.48844511696608667,
    noFloor: 0.503635571653401,
  },
  {
    name: 'coco128',
    groundTruth: 'coco128/instances.json',
    detections: 'coco128/deimv2_femto.coco_results.json',
    floor: 0.42351145366656384,
    noFloor: 0.423903501191643,
  },
]

test.skipIf(!hasSharedData).each(published)(
  `the AP of $name is that of Open Model Zoo's own code, with its floor and without; so is each category's ${needsSharedData}`,
  ({ name, floor, noFloor, ...paths }) => {
    const groundTruth = readSharedGroundTruth(paths.groundTruth)
    const detections = readSharedDetections(paths.detections)
    expect(evaluateCoco(groundTruth, detections, { profile }).summary.ap).toBeCloseTo(floor, 12)
    expect(evaluateCoco(groundTruth, detections, { profile, scoreFloor: null }).summary.ap).toBeCloseTo(noFloor, 12)
    expect(differencesFrom(expected.real[name]!, { groundTruth, detections }, name)).toEqual([])
  },
)

test("random cases have the AP of Open Model Zoo's own code, with its floor and without; so has each category", () => {
  // It never looks at areas. Those that lie outside the range of all, 0 to 1e10, would make a difference here.
  const isInside = ({ bbox: [, , width, height] }: CocoDetection) => width! * height! >= 0 && width! * height! <= 1e10
  let compared = 0
  const far = expected.cases.flatMap(reference => {
    const { groundTruth, detections } = caseOf({ kind: 'STRICT', ...reference })
    if (!detections.every(isInside)) return []
    compared++
    const annotations = groundTruth.annotations.map(annotation => ({ ...annotation, area: 1 }))
    return differencesFrom(
      reference,
      { groundTruth: { ...groundTruth, annotations }, detections },
      `case ${reference.seed}`,
    )
  })
  expect(far).toEqual([])
  expect(compared).toBeGreaterThan(400)
})

const object = { image_id: 1, category_id: 1, bbox: [0, 0, 20, 20], area: 400, iscrowd: 0 }
const found = { image_id: 1, category_id: 1, bbox: [0, 0, 20, 20] }
const elsewhere = { ...found, bbox: [500, 500, 20, 20] }

/** The AP by this profile and by pycocotools'; annotations are numbered here. */
function bothAps(annotations: Omit<CocoGroundTruth['annotations'][number], 'id'>[], detections: CocoDetection[]) {
  const groundTruth = {
    images: [{ id: 2 }, { id: 1 }],
    annotations: annotations.map((annotation, i) => ({ ...annotation, id: i + 1 })),
    categories: [{ id: 1, name: 'cat' }],
  }
  const apOf = (options: Parameters<typeof evaluateCoco>[2]) =>
    evaluateCoco(groundTruth, detections, options).summary.ap
  return { omz: apOf({ profile }), coco: apOf({}) }
}

const near = (value: number) => expect.closeTo(value, 12)

test('at most 20 detections of an image and category count', () => {
  const worse = Array.from({ length: 20 }, () => ({ ...elsewhere, score: 0.9 }))
  expect(bothAps([object], [...worse, { ...found, score: 0.5 }])).toEqual({ omz: 0, coco: near(1 / 21) })
  expect(bothAps([object], [...worse.slice(1), { ...found, score: 0.5 }])).toEqual({
    omz: near(1 / 20),
    coco: near(1 / 20),
  })
})

test('a score of the floor, 0.05, counts, a lower one does not', () => {
  expect(bothAps([object], [{ ...found, score: 0.05 }])).toEqual({ omz: near(1), coco: near(1) })
  expect(bothAps([object], [{ ...found, score: 0.0499 }])).toEqual({ omz: 0, coco: near(1) })
})

test('a detection inside a crowd is wrong unless their plain IoU is enough', () => {
  const crowd = { ...object, bbox: [100, 100, 100, 100], area: 10_000, iscrowd: 1 }
  const right = { ...found, score: 0.5 }
  const inside = { ...found, bbox: [100, 100, 20, 20], score: 0.9 }
  expect(bothAps([object, crowd], [inside, right])).toEqual({ omz: near(1 / 2), coco: near(1) })
  const filling = { ...found, bbox: [100, 100, 100, 96], score: 0.9 }
  expect(bothAps([object, crowd], [filling, filling, filling, right])).toEqual({ omz: near(1), coco: near(1) })
})

test("the image's first detection leaves its object free, for one more; any other takes it", () => {
  const other = { ...object, bbox: [100, 100, 20, 20] }
  const last = { ...found, bbox: [100, 100, 20, 20], score: 0.1 }
  // Points of recall up to 0.5 and past it: 51 and 50 of 101. Here recall is counted past 1, by objects found twice.
  const withWrong = (precision: number) => near((51 + 50 * precision) / 101)
  const twice = [
    { ...found, score: 0.8 },
    { ...found, score: 0.9 },
  ]
  expect(bothAps([object, other], [...twice, last])).toEqual({ omz: near(1), coco: withWrong(2 / 3) })
  const third = { ...found, score: 0.7 }
  expect(bothAps([object, other, other, other], [...twice, third, last])).toEqual({
    omz: near((51 + 25 * (3 / 4)) / 101),
    coco: near((26 + 25 * (2 / 4)) / 101),
  })
  const first = { ...elsewhere, score: 0.95 }
  expect(bothAps([object, other], [first, ...twice, last])).toEqual({ omz: near(1 / 2), coco: near(1 / 2) })
})

test('IoU is rounded to float32: 0.95 falls short of its threshold, 0.599999997 reaches 0.6', () => {
  const detections = [{ ...found, bbox: [0, 0, 19, 20], score: 0.5 }]
  expect(bothAps([object], detections)).toEqual({ omz: near(0.9), coco: near(1) })
  const wide = { ...object, bbox: [0, 0, 1e9, 1], area: 1e9 }
  const short = [{ ...found, bbox: [0, 0, 599_999_997, 1], score: 0.5 }]
  expect(bothAps([wide], short)).toEqual({ omz: near(0.3), coco: near(0.2) })
})

test('detections of one score stand in the order of the images in the ground truth, not of their ids', () => {
  const onFirst = { ...found, image_id: 2, score: 0.5 }
  const onSecond = { ...elsewhere, image_id: 1, score: 0.5 }
  expect(bothAps([{ ...object, image_id: 2 }], [onSecond, onFirst])).toEqual({ omz: near(1), coco: near(1 / 2) })
})

test('there is one area range and no recall, and both are said', () => {
  const groundTruth = { images: [{ id: 1 }], annotations: [{ ...object, id: 1 }], categories: [{ id: 1, name: 'cat' }] }
  const { summary, reasons, recallByCap } = evaluateCoco(groundTruth, [{ ...found, score: 0.5 }], { profile })
  expect(summary).toMatchObject({ ap: near(1), ap50: near(1), apSmall: null, ar1: null, ar100: null, arSmall: null })
  expect(recallByCap).toEqual([{ cap: 20, ar: null }])
  expect(reasons).toMatchObject({
    apSmall: "the protocol has no area range 'small'",
    ar100: 'profile OMZ_ACCURACY_CHECKER has no recall',
  })
})
