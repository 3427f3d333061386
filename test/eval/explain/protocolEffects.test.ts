import { expect, test } from 'vitest'
import { type ProtocolSetting, protocolChanges } from '../../../eval/explain/protocolChanges.ts'
import { protocolEffects } from '../../../eval/explain/protocolEffects.ts'
import { rulesOf } from '../../../eval/rules.ts'
import { type EvaluationOptions, type Profile, settingsOf } from '../../../eval/settings.ts'
import {
  hasSharedData,
  needsSharedData,
  readSharedDetections,
  readSharedGroundTruth,
} from '../../helper/evalFixture.ts'
import { packed, type SmallData, smallData } from '../smallData.ts'

function effectsOf(data: SmallData, options: EvaluationOptions = {}) {
  const { groundTruth, detections } = smallData(data)
  return protocolEffects(groundTruth, detections, settingsOf(options))
}

const box = [0, 0, 40, 40] as const
const away = [200, 200, 40, 40] as const
const farther = [300, 300, 40, 40] as const
const many = (count: number) => Array.from({ length: count }, () => ({ box: away, score: 0.9 }))

/** Points of recall up to 0.5 are 51 of 101. */
const half = 51 / 101

/** What is changed, to what; the AP before and after. */
const cases: [ProtocolSetting, string, number, number, SmallData][] = [
  ['IOU_THRESHOLDS', 'IoU 0.50', 0.5, 1, { objects: [{ box }], detections: [{ box: [0, 0, 40, 28.8] }] }],
  [
    'MAX_DETECTIONS',
    '20 detections an image and category',
    1 / 21,
    0,
    { objects: [{ box }], detections: [...many(20), { box, score: 0.5 }] },
  ],
  ['SCORE_FLOOR', 'scores from 0.05 up', 1, 0, { objects: [{ box }], detections: [{ box, score: 0.049 }] }],
  [
    'IMAGE_SCOPE',
    'images with detections',
    half,
    1,
    { images: [1, 2], objects: [{ box }, { box, image: 2 }], detections: [{ box }] },
  ],
  [
    'AREA_RANGE',
    'areas from 1,024 to 10,000,000,000 square pixels',
    half,
    1,
    { objects: [{ box }, { box: [200, 200, 30, 30] }], detections: [{ box }] },
  ],
  ['AREA_RANGE', 'any area', 1, half, { objects: [{ box }, { box: away, area: 2e10 }], detections: [{ box }] }],
  [
    'CROWD_IOU',
    'divided by the area of the union',
    1,
    1 / 2,
    {
      objects: [{ box }, { box: [100, 100, 100, 100], crowd: true }],
      detections: [
        { box: [100, 100, 40, 40], score: 0.9 },
        { box, score: 0.5 },
      ],
    },
  ],
  [
    'FIRST_MATCH',
    'the first match leaves its object free',
    (51 + 50 * (2 / 3)) / 101,
    1,
    {
      objects: [{ box }, { box: away }],
      detections: [
        { box, score: 0.9 },
        { box, score: 0.8 },
        { box: away, score: 0.7 },
      ],
    },
  ],
  ['IOU_ROUNDING', 'rounded to float32', 1, 0.9, { objects: [{ box }], detections: [{ box: [0, 0, 38, 40] }] }],
  [
    'EQUAL_SCORES',
    'as the file lists their images',
    1 / 2,
    1,
    { images: [2, 1], objects: [{ box, image: 2 }], detections: [{ box: farther }, { box, image: 2 }] },
  ],
]

test.each(cases)('%s alone, changed to %s, takes the AP from %d to %d', (setting, to, before, after, data) => {
  const { effects } = effectsOf(data)
  const changing = effects.filter(({ difference }) => Math.abs(difference!) > 1e-9)
  expect(changing).toHaveLength(1)
  expect(changing[0]).toMatchObject({ setting, to })
  expect(changing[0]!.ap).toBeCloseTo(after, 12)
  expect(changing[0]!.difference).toBeCloseTo(after - before, 12)
})

/** Where the two profiles differ. */
const differing: ReadonlySet<ProtocolSetting> = new Set([
  'MAX_DETECTIONS',
  'SCORE_FLOOR',
  'CROWD_IOU',
  'FIRST_MATCH',
  'IOU_ROUNDING',
  'EQUAL_SCORES',
])

test.each(cases.filter(([setting]) => differing.has(setting)))(
  '%s goes the other way where the profile is OMZ_ACCURACY_CHECKER',
  (setting, text, before, after, data) => {
    const { pycocotools, omzAccuracyChecker, effects } = effectsOf(data, { profile: 'OMZ_ACCURACY_CHECKER' })
    const effect = effects.find(other => other.setting === setting)!
    expect(pycocotools).toBeCloseTo(before, 12)
    expect(omzAccuracyChecker).toBeCloseTo(after, 12)
    expect(effect.from).toBe(text)
    expect(effect.ap).toBeCloseTo(before, 12)
    expect(effect.difference).toBeCloseTo(before - after, 12)
  },
)

test.each([
  ['PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER'],
  ['OMZ_ACCURACY_CHECKER', 'PYCOCOTOOLS'],
] as const)('the changes of %s all together are the rules of %s', (from: Profile, to: Profile) => {
  const changes = protocolChanges(settingsOf({ profile: from }))
  const of = (setting: ProtocolSetting) => changes.find(change => change.setting === setting)!
  expect({
    crowdIou: of('CROWD_IOU').rules.crowdIou,
    firstStaysFree: of('FIRST_MATCH').rules.firstStaysFree,
    roundsIou: of('IOU_ROUNDING').rules.roundsIou,
    imageOrder: of('EQUAL_SCORES').rules.imageOrder,
  }).toEqual(rulesOf(to))
  expect(new Set(changes.flatMap(({ setting, profiles }) => (profiles.includes(to) ? [setting] : [])))).toEqual(
    differing,
  )
  expect(changes.flatMap(({ profiles }) => profiles)).not.toContain(from)
  const { caps, scoreFloor } = settingsOf({ profile: to })
  expect(of('MAX_DETECTIONS').settings.caps.at(-1)).toBe(caps.at(-1))
  expect(of('SCORE_FLOOR').settings.scoreFloor).toBe(scoreFloor)
})

test('settings of neither profile go to those of pycocotools, and whole profiles keep images and categories', () => {
  const data: SmallData = {
    images: [1, 2],
    categories: [1, 2],
    objects: [{ box }, { box, image: 2 }, { box, category: 2 }],
    detections: [{ box, score: 0.3 }],
  }
  const given = { caps: [7], scoreFloor: 0.4, iouThresholds: [0.5], categories: [1] }
  const { effects, pycocotools } = effectsOf(data, { ...given, imageScope: 'EVALUATED_ONLY' })
  expect(effects.slice(0, 4)).toMatchObject([
    { from: 'IoU 0.50', to: 'IoU 0.50 to 0.95, 10 thresholds', ap: 0 },
    { from: '7 detections an image and category', to: '100 detections an image and category', ap: 0 },
    { from: 'scores from 0.4 up', to: 'any score', ap: expect.closeTo(1, 12) },
    { from: 'images with detections', to: 'all images', ap: 0 },
  ])
  expect(pycocotools).toBeCloseTo(1, 12)
})

test.each([
  ['PYCOCOTOOLS', 'PYCOCOTOOLS', {}],
  ['PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER', {}],
  ['OMZ_ACCURACY_CHECKER', 'PYCOCOTOOLS', {}],
  ['PYCOCOTOOLS', 'PYCOCOTOOLS', { iouThresholds: [0.9] }],
  ['OMZ_ACCURACY_CHECKER', 'OMZ_ACCURACY_CHECKER', { areaRanges: [{ name: 'all', min: 0, max: 100 }] }],
] as const)(
  'of an evaluation under %s the AP by the rules of %s is that of its defaults, whatever %o',
  (of, by, own) => {
    const data: SmallData = { objects: [{ box }], detections: [{ box: [0, 0, 40, 28.8] }] }
    const { pycocotools, omzAccuracyChecker } = effectsOf(data, { profile: of, ...own })
    // IoU 0.72 reaches five of ten thresholds.
    expect(by === 'PYCOCOTOOLS' ? pycocotools : omzAccuracyChecker).toBeCloseTo(0.5, 12)
  },
)

test('an explanation says what counts with the change rather than without, be it more or less', () => {
  const objects = [{ box }, { box: [200, 200, 30, 30] as const }]
  const data = { objects, detections: [...many(1100), { box, score: 0.01 }] }
  const explanationOf = (setting: ProtocolSetting, options: EvaluationOptions = {}) =>
    effectsOf(data, options).effects.find(effect => effect.setting === setting)!.explanation
  expect(explanationOf('MAX_DETECTIONS')).toMatch(/It would count 20 detections rather than 100\.$/)
  expect(explanationOf('MAX_DETECTIONS', { caps: [2000] })).toMatch(
    /It would count 100 detections rather than 1,101\.$/,
  )
  expect(explanationOf('MAX_DETECTIONS', { caps: [1] })).toMatch(/It would count 100 detections rather than 1\.$/)
  expect(explanationOf('AREA_RANGE')).toMatch(/It would count 1 object rather than 2\.$/)
  expect(explanationOf('FIRST_MATCH')).not.toContain('It would count')
})

/** What is tried instead of the settings, by what they are. */
const texts = (options: EvaluationOptions, setting: ProtocolSetting) =>
  protocolChanges(settingsOf(options)).flatMap(({ from, to, ...change }) =>
    change.setting === setting ? [[from, to]] : [],
  )

const ten = 'IoU 0.50 to 0.95, 10 thresholds'

test.each([
  [[0.5], 'IoU 0.50', ten],
  [[0.75], 'IoU 0.75', 'IoU 0.50'],
  [[0.5, 0.75], 'IoU 0.50 to 0.75, 2 thresholds', 'IoU 0.50'],
  [[0.525, 0.7500000000000001], 'IoU 0.525 to 0.75, 2 thresholds', 'IoU 0.50'],
])('thresholds %j are told as %s, and changed to %s', (iouThresholds, from, to) => {
  expect(texts({ iouThresholds }, 'IOU_THRESHOLDS')).toEqual([[from, to]])
})

test('what both profiles have is said of both, a cap of neither goes to that of pycocotools', () => {
  const changes = protocolChanges(settingsOf({ iouThresholds: [0.5], caps: [7] }))
  expect(changes.slice(0, 2)).toMatchObject([
    { setting: 'IOU_THRESHOLDS', profiles: ['PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER'] },
    { setting: 'MAX_DETECTIONS', profiles: ['PYCOCOTOOLS'] },
  ])
})

test('a cap of 1 is one detection; a detector is said to have run where that is known', () => {
  const [one, hundred] = ['1 detection an image and category', '100 detections an image and category']
  expect(texts({ caps: [1] }, 'MAX_DETECTIONS')).toEqual([[one, hundred]])
  expect(texts({}, 'IMAGE_SCOPE')).toEqual([['all images', 'images with detections']])
  expect(texts({ evaluatedImages: [] }, 'IMAGE_SCOPE')).toEqual([['all images', 'images that the detector ran on']])
})

test.each([
  [0, 5000, [1024, 5000]],
  [1024, 5000, undefined],
  [4096, 1e10, undefined],
  [0, 1024, undefined],
])('of areas from %d to %d small objects are left out only where some are small and some are not', (min, max, to) => {
  const changes = protocolChanges(settingsOf({ areaRanges: [{ name: 'all', min, max }] }))
  const ranges = changes.flatMap(({ setting, settings }) => (setting === 'AREA_RANGE' ? settings.areaRanges : []))
  const any = { name: 'all', min: -Infinity, max: Infinity }
  expect(ranges).toEqual(to ? [{ name: 'all', min: to[0], max: to[1] }, any] : [any])
})

test('a difference of rounding alone is none: one threshold gives another last bit than the same at ten', () => {
  const { effects, pycocotools } = effectsOf({ objects: [{ box }], detections: [{ box }] })
  expect(effects[0]!.ap).not.toBe(pycocotools)
  expect(effects.map(({ difference }) => difference)).toEqual(effects.map(() => 0))
})

test('without objects no AP is defined, and no difference', () => {
  const { pycocotools, omzAccuracyChecker, effects } = effectsOf({ objects: [], detections: [{ box }] })
  expect({ pycocotools, omzAccuracyChecker }).toEqual({ pycocotools: null, omzAccuracyChecker: null })
  for (const effect of effects) expect(effect).toMatchObject({ ap: null, difference: null })
})

const known = [
  {
    name: 'cocoapi-val2014-100',
    groundTruth: 'cocoapi-val2014-100/instances_val2014_100.json',
    detections: 'cocoapi-val2014-100/instances_val2014_fakebbox100_results.json',
    pycocotools: 0.5045806987249628,
    omzAccuracyChecker: 0.48844511696608667,
    omzWithoutFloor: 0.503635571653401,
    ap50: 0.6969727247299577,
  },
  {
    name: 'coco128',
    groundTruth: 'coco128/instances.json',
    detections: 'coco128/deimv2_femto.coco_results.json',
    pycocotools: 0.40209676821564627,
    omzAccuracyChecker: 0.42351145366656384,
    omzWithoutFloor: 0.423903501191643,
    ap50: 0.568677672995255,
  },
]

test.skipIf(!hasSharedData).each(known)(
  `$name: both profiles have the numbers of the tools themselves, so have AP50 and OMZ without its floor ${needsSharedData}`,
  ({ groundTruth: truth, detections: results, ...expected }) => {
    const { groundTruth, detections } = packed(readSharedGroundTruth(truth), readSharedDetections(results))
    for (const profile of ['PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER'] as const) {
      const found = protocolEffects(groundTruth, detections, settingsOf({ profile }))
      const apWith = (setting: ProtocolSetting) => found.effects.find(effect => effect.setting === setting)!.ap
      expect(found.pycocotools).toBeCloseTo(expected.pycocotools, 12)
      expect(found.omzAccuracyChecker).toBeCloseTo(expected.omzAccuracyChecker, 12)
      if (profile === 'PYCOCOTOOLS') expect(apWith('IOU_THRESHOLDS')).toBeCloseTo(expected.ap50, 12)
      else expect(apWith('SCORE_FLOOR')).toBeCloseTo(expected.omzWithoutFloor, 12)
    }
  },
)
