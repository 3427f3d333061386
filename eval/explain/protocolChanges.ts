import { sayCount, sayNumber } from '../preflight/sayCount.ts'
import { type Rules, rulesOf } from '../rules.ts'
import { type AreaRange, cocoIouThresholds, type Profile, type Settings } from '../settings.ts'

/** What tools do differently, in the order in which it usually matters. */
export type ProtocolSetting =
  | 'IOU_THRESHOLDS'
  | 'MAX_DETECTIONS'
  | 'SCORE_FLOOR'
  | 'IMAGE_SCOPE'
  | 'AREA_RANGE'
  | 'CROWD_IOU'
  | 'FIRST_MATCH'
  | 'IOU_ROUNDING'
  | 'EQUAL_SCORES'

/** One setting changed, the rest as given. */
export type ProtocolChange = {
  readonly setting: ProtocolSetting
  readonly from: string
  readonly to: string
  readonly settings: Settings
  readonly rules: Rules
  /** the profiles that have what is tried */
  readonly profiles: readonly Profile[]
  readonly explanation: string
}

const bothProfiles: readonly Profile[] = ['PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER']

/** The caps of the two profiles. */
const cocoCap = 100
const omzCap = 20

/** Of its configuration of retinanet-tf; the metric itself has none. */
const omzFloor = 0.05

const smallArea = 32 ** 2

/**
 * All settings in which tools are known to differ, each changed alone to what another tool has: what the other profile
 * has, where the two differ in it.
 */
export function protocolChanges(settings: Settings): ProtocolChange[] {
  const rules = rulesOf(settings.profile)
  const { scoreFloor, iouThresholds, evaluatedImages } = settings
  const changed = (
    setting: ProtocolSetting,
    [from, to]: readonly [string, string],
    explanation: string,
    change: Partial<Settings>,
    profiles: readonly Profile[] = [],
  ): ProtocolChange => ({ setting, from, to, explanation, settings: { ...settings, ...change }, rules, profiles })
  const ruled = <Name extends keyof Rules>(
    setting: ProtocolSetting,
    name: Name,
    [one, other]: readonly [Rules[Name], Rules[Name]],
    texts: Record<string, string>,
    explanation: string,
  ): ProtocolChange => {
    const value = rules[name] === one ? other : one
    return {
      setting,
      from: texts[String(rules[name])]!,
      to: texts[String(value)]!,
      explanation,
      settings,
      rules: { ...rules, [name]: value },
      profiles: bothProfiles.filter(profile => rulesOf(profile)[name] === value),
    }
  }

  const cap = settings.caps.at(-1)!
  const otherCap = cap === cocoCap ? omzCap : cocoCap
  const isFifty = iouThresholds.length === 1 && iouThresholds[0] === 0.5
  const scopes = ['all images', evaluatedImages ? 'images that the detector ran on' : 'images with detections'] as const
  const isWhole = settings.imageScope === 'ALL_IMAGES'
  const all = settings.areaRanges.find(({ name }) => name === 'all')!
  const withoutSmall = { ...all, min: smallArea }
  const anyArea = { ...all, min: -Infinity, max: Infinity }

  return [
    changed(
      'IOU_THRESHOLDS',
      [iouText(iouThresholds), isFifty ? iouText(cocoIouThresholds) : iouText([0.5])],
      "COCO's AP is the mean over ten IoU thresholds. At 0.50 alone it is AP50, which is close to what Pascal VOC calls " +
        'mAP and YOLO mAP50, but not equal to it: how the curve of precision and recall is integrated, one cap over all ' +
        'categories of an image together, and crowds that are dropped are not tried here.',
      { iouThresholds: isFifty ? cocoIouThresholds : [0.5] },
      isFifty ? bothProfiles : [],
    ),
    changed(
      'MAX_DETECTIONS',
      [capText(cap), capText(otherCap)],
      "pycocotools counts the best 100 detections of an image and category, Open Model Zoo's accuracy checker the best " +
        '20. Objects that only a detection past the cap finds are missed.',
      { caps: [otherCap] },
      [otherCap === cocoCap ? 'PYCOCOTOOLS' : 'OMZ_ACCURACY_CHECKER'],
    ),
    changed(
      'SCORE_FLOOR',
      [floorText(scoreFloor), floorText(scoreFloor === null ? omzFloor : null)],
      "pycocotools counts whatever is in the file, and so does the metric of Open Model Zoo's accuracy checker. The " +
        "checker's configuration of retinanet-tf leaves out scores below 0.05 before it; those of other models need not. " +
        'keras-retinanet and Detectron2 start at 0.05 unless told otherwise. A floor cuts off the end of the curve.',
      { scoreFloor: scoreFloor === null ? omzFloor : null },
      [scoreFloor === null ? 'OMZ_ACCURACY_CHECKER' : 'PYCOCOTOOLS'],
    ),
    changed(
      'IMAGE_SCOPE',
      isWhole ? scopes : [scopes[1], scopes[0]],
      'pycocotools counts objects on images without detections as missed, unless it is given the ids of the images. ' +
        'Scripts that go through the detections never see these images.',
      { imageScope: isWhole ? 'EVALUATED_ONLY' : 'ALL_IMAGES' },
    ),
    ...(all.min < smallArea && smallArea < all.max
      ? [
          changed(
            'AREA_RANGE',
            [areaText(all), areaText(withoutSmall)],
            'Benchmarks of driving leave small objects out: KITTI those below 25 or 40 pixels of height, Caltech below ' +
              '50. Here objects below 32 × 32 pixels, and detections of that size that match nothing, are neither right ' +
              'nor wrong.',
            { areaRanges: [withoutSmall] },
          ),
        ]
      : []),
    changed(
      'AREA_RANGE',
      [areaText(all), 'any area'],
      'pycocotools ignores objects whose area lies outside 0 to 10,000,000,000 square pixels, which only broken or ' +
        "gigantic images have. Open Model Zoo's accuracy checker never looks at areas; the profile here has " +
        "pycocotools' range, and so gives another number than that tool where an area is larger, and nowhere else.",
      { areaRanges: [anyArea] },
    ),
    ruled(
      'CROWD_IOU',
      'crowdIou',
      ['DETECTION', 'UNION'],
      { DETECTION: "divided by the detection's area", UNION: 'divided by the area of the union' },
      "pycocotools divides a detection's overlap with a crowd by the detection's area, so that all inside a crowd are " +
        "excused. Open Model Zoo's accuracy checker divides by the union, so that nearly all of them count as wrong.",
    ),
    ruled(
      'FIRST_MATCH',
      'firstStaysFree',
      [true, false],
      { true: 'the first match leaves its object free', false: 'every match takes its object' },
      "In Open Model Zoo's accuracy checker the object that the first detection of an image and category matches stays " +
        'free, so that a second detection of it counts as right too. Everywhere else that is a duplicate, and wrong.',
    ),
    ruled(
      'IOU_ROUNDING',
      'roundsIou',
      [true, false],
      { true: 'rounded to float32', false: 'in float64' },
      "pycocotools compares IoUs as 64-bit numbers, Open Model Zoo's accuracy checker as 32-bit ones. Only an IoU at " +
        'the very threshold, such as 0.95 of boxes with integer sides, falls on the other side of it.',
    ),
    ruled(
      'EQUAL_SCORES',
      'imageOrder',
      ['ID', 'FILE'],
      { ID: 'by the ids of their images', FILE: 'as the file lists their images' },
      "Detections of one score have no order of their own: pycocotools takes the images by id, Open Model Zoo's " +
        'accuracy checker as the file lists them. It matters where scores have few digits.',
    ),
  ]
}

const capText = (cap: number) => `${sayCount(cap, 'detection')} an image and category`

const floorText = (floor: number | null) => (floor === null ? 'any score' : `scores from ${floor} up`)

const areaText = ({ min, max }: AreaRange) => `areas from ${sayNumber(min)} to ${sayNumber(max)} square pixels`

function iouText(thresholds: readonly number[]): string {
  const [lowest, highest] = [numberText(thresholds[0]!), numberText(thresholds.at(-1)!)]
  return thresholds.length === 1 ? `IoU ${lowest}` : `IoU ${lowest} to ${highest}, ${thresholds.length} thresholds`
}

/** With two decimals, or as many as it has: thresholds are computed, and 0.55 may be 0.5499999999999999. */
function numberText(threshold: number): string {
  const plain = String(Number(threshold.toFixed(6)))
  return plain.length > '0.50'.length ? plain : threshold.toFixed(2)
}
