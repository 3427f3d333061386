import { InvalidInput } from './invalidInput.ts'

/** Whose rules are followed: see matchDetections.ts for what they change. */
export type Profile = 'PYCOCOTOOLS' | 'OMZ_ACCURACY_CHECKER'

/** Square pixels, both ends included. */
export type AreaRange = { readonly name: string; readonly min: number; readonly max: number }

/** EVALUATED_ONLY leaves out the images that the detector never ran on, with their objects. */
export type ImageScope = 'ALL_IMAGES' | 'EVALUATED_ONLY'

/** What may be chosen; whatever is left out is as the profile has it. */
export type EvaluationOptions = {
  profile?: Profile
  /** above 0, at most 1; at most 31 of them */
  iouThresholds?: readonly number[]
  /** how many detections count of an image and category, best first: each cap has its recall, precision is at the largest */
  caps?: readonly number[]
  /** at most 8, one of them named 'all' */
  areaRanges?: readonly AreaRange[]
  /** detections of a lower score are left out; null: none is */
  scoreFloor?: number | null
  imageScope?: ImageScope
  /** ids of the images that the detector ran on; unless told, those that have a detection */
  evaluatedImages?: readonly number[]
  /** ids of the only categories to evaluate */
  categories?: readonly number[]
}

/** Every choice made: thresholds and caps ascending. */
export type Settings = {
  readonly profile: Profile
  readonly iouThresholds: readonly number[]
  readonly caps: readonly number[]
  readonly areaRanges: readonly AreaRange[]
  readonly scoreFloor: number | null
  readonly imageScope: ImageScope
  readonly evaluatedImages: readonly number[] | null
  readonly categories: readonly number[] | null
}

/**
 * IoU 0.50, 0.55 … 0.95 as numpy's linspace(0.5, 0.95, 10) makes them, to the bit.
 * Source: cocoapi PythonAPI/pycocotools/cocoeval.py, Params.setDetParams.
 */
export const cocoIouThresholds: readonly number[] = [
  ...Array.from({ length: 9 }, (_, i) => 0.5 + i * 0.049999999999999996),
  0.95,
]

/** Recall 0, 0.01 … 1 as numpy's linspace(0, 1, 101) makes them, to the bit: point 35 is 0.35000000000000003. */
export const recallPoints: readonly number[] = [...Array.from({ length: 100 }, (_, i) => i * 0.01), 1]

const all: AreaRange = { name: 'all', min: 0, max: 1e10 }

export const cocoAreaRanges: readonly AreaRange[] = [
  all,
  { name: 'small', min: 0, max: 32 ** 2 },
  { name: 'medium', min: 32 ** 2, max: 96 ** 2 },
  { name: 'large', min: 96 ** 2, max: 1e10 },
]

const profiles: Record<Profile, Pick<Settings, 'iouThresholds' | 'caps' | 'areaRanges' | 'scoreFloor'>> = {
  PYCOCOTOOLS: { iouThresholds: cocoIouThresholds, caps: [1, 10, 100], areaRanges: cocoAreaRanges, scoreFloor: null },
  OMZ_ACCURACY_CHECKER: { iouThresholds: cocoIouThresholds, caps: [20], areaRanges: [all], scoreFloor: 0.05 },
}

const ascending = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b)

function expect(holds: boolean, what: string, received: unknown): void {
  if (!holds) throw new InvalidInput('OPTIONS_INVALID', `Expected ${what} but received ${JSON.stringify(received)}`)
}

/**
 * Completes options by their profile.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function settingsOf(options: EvaluationOptions = {}): Settings {
  const profile = options.profile ?? 'PYCOCOTOOLS'
  expect(Object.hasOwn(profiles, profile), `a profile out of ${Object.keys(profiles).join(', ')}`, profile)
  const { iouThresholds, caps, areaRanges, scoreFloor } = { ...profiles[profile], ...dropUndefined(options) }
  const { imageScope = 'ALL_IMAGES', evaluatedImages = null, categories = null } = options

  for (const [name, list] of Object.entries({ iouThresholds, caps, areaRanges }))
    expect(Array.isArray(list), `${name} to be an array`, list)
  for (const [name, list] of Object.entries({ evaluatedImages, categories }))
    expect(list === null || Array.isArray(list), `${name} to be an array of ids`, list)
  const inUnit = (value: number) => value > 0 && value <= 1
  expect(iouThresholds.every(inUnit), 'iouThresholds above 0 and at most 1', iouThresholds)
  expect(iouThresholds.length >= 1 && iouThresholds.length <= 31, '1 to 31 iouThresholds', iouThresholds)
  const isCap = (value: number) => Number.isInteger(value) && value >= 1 && value <= 65_535
  expect(caps.length >= 1 && caps.every(isCap), 'caps that are integers from 1 to 65535', caps)
  const names = areaRanges.map(({ name }) => name)
  expect(areaRanges.length <= 8 && names.includes('all'), "at most 8 areaRanges, one named 'all'", names)
  expect(new Set(names).size === names.length, 'areaRanges of different names', names)
  const isRange = ({ min, max }: AreaRange) => min <= max
  expect(areaRanges.every(isRange), 'areaRanges whose min is at most their max', areaRanges)
  expect(scoreFloor === null || Number.isFinite(scoreFloor), 'a finite scoreFloor or null', scoreFloor)
  expect(['ALL_IMAGES', 'EVALUATED_ONLY'].includes(imageScope), 'imageScope ALL_IMAGES or EVALUATED_ONLY', imageScope)

  return {
    profile,
    iouThresholds: ascending(iouThresholds),
    caps: ascending(caps),
    areaRanges,
    scoreFloor,
    imageScope,
    evaluatedImages: evaluatedImages && ascending(evaluatedImages),
    categories: categories && ascending(categories),
  }
}

function dropUndefined(options: EvaluationOptions): EvaluationOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
