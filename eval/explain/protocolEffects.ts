import type { Detections } from '../detections.ts'
import { evaluateMatches } from '../evaluateMatches.ts'
import type { GroundTruth } from '../groundTruth.ts'
import { matchDetections } from '../matchDetections.ts'
import { sayCount, sayNumber } from '../preflight/sayCount.ts'
import { type Rules, rulesOf } from '../rules.ts'
import { type Profile, type Settings, settingsOf } from '../settings.ts'
import { type ProtocolSetting, protocolChanges } from './protocolChanges.ts'

/** One setting, changed alone. */
export type ProtocolEffect = {
  readonly setting: ProtocolSetting
  /** what the settings have, and what is tried instead, in words */
  readonly from: string
  readonly to: string
  /** 0 to 1; null where it is undefined */
  readonly ap: number | null
  /** that minus the AP under the settings; 0 where they differ by rounding alone */
  readonly difference: number | null
  /** what the setting means, which tools have it how, and what it changes in these numbers */
  readonly explanation: string
  /** the profiles that have what is tried */
  readonly profiles: readonly Profile[]
}

export type ProtocolEffects = {
  /** AP by the rules of pycocotools and by those of Open Model Zoo's accuracy checker: whole profiles */
  readonly pycocotools: number | null
  readonly omzAccuracyChecker: number | null
  /** in the order of ProtocolSetting; they need not add up to the difference of the two, as one acts on another */
  readonly effects: readonly ProtocolEffect[]
}

/**
 * The average precision of the same detections by the rules of other tools: under both profiles, and under the settings
 * with one of them changed. Images, where the settings choose them, and categories stay those of the settings. Matches
 * about a dozen times, the same rules once.
 * @throws InvalidInput OPTIONS_INVALID for detections by names
 */
export function protocolEffects(groundTruth: GroundTruth, detections: Detections, settings: Settings): ProtocolEffects {
  const known = new Map<string, Measured>()
  const measure = (changed: Settings, rules = rulesOf(changed.profile)): Measured => {
    const counted = onlyForAp(changed)
    const { iouThresholds, caps, areaRanges, scoreFloor, imageScope } = counted
    const key = JSON.stringify([iouThresholds, caps, areaRanges, scoreFloor, imageScope, rules])
    const measured = known.get(key) ?? measureUnder(groundTruth, detections, counted, rules)
    known.set(key, measured)
    return measured
  }
  const profiled = (profile: Profile) => {
    const { iouThresholds, caps, areaRanges, scoreFloor } = settingsOf({ profile })
    return measure({ ...settings, profile, iouThresholds, caps, areaRanges, scoreFloor }).ap
  }
  const own = measure(settings)
  return {
    pycocotools: profiled('PYCOCOTOOLS'),
    omzAccuracyChecker: profiled('OMZ_ACCURACY_CHECKER'),
    effects: protocolChanges(settings).map(({ setting, from, to, explanation, profiles, settings: changed, rules }) => {
      const other = measure(changed, rules)
      return {
        setting,
        from,
        to,
        ap: other.ap,
        difference: differenceOf(own.ap, other.ap),
        explanation: [explanation, ...countTexts(own, other)].join(' '),
        profiles,
      }
    }),
  }
}

type Measured = { ap: number | null; images: number; objects: number; detections: number }

/** Far more than the rounding of a mean, far less than what any detection changes. */
const rounding = 1e-12

function differenceOf(own: number | null, other: number | null): number | null {
  if (own === null || other === null) return null
  return Math.abs(other - own) < rounding ? 0 : other - own
}

/** The range 'all' and the largest cap: others do not change the AP. */
const onlyForAp = ({ areaRanges, caps, ...settings }: Settings): Settings => ({
  ...settings,
  areaRanges: areaRanges.filter(({ name }) => name === 'all'),
  caps: caps.slice(-1),
})

function measureUnder(groundTruth: GroundTruth, detections: Detections, settings: Settings, rules: Rules): Measured {
  const matches = matchDetections(groundTruth, detections, settings, rules)
  const { summary, protocol } = evaluateMatches(matches)
  const inside = matches.categories.flatMap(
    ({ objectOutside }) => objectOutside.filter(outside => outside === 0).length,
  )
  return {
    ap: summary.ap,
    images: protocol.images,
    objects: inside.reduce((sum, count) => sum + count, 0),
    detections: protocol.detections,
  }
}

/** What counts with the change, where that is not what counts without. */
function countTexts(own: Measured, other: Measured): string[] {
  const nouns = ['image', 'object', 'detection'] as const
  const changes = nouns.flatMap(noun => {
    const [before, after] = [own[`${noun}s`], other[`${noun}s`]]
    return before === after ? [] : [`${sayCount(after, noun)} rather than ${sayNumber(before)}`]
  })
  return changes.length === 0 ? [] : [`It would count ${changes.join(', ')}.`]
}
