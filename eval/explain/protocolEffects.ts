import type { Detections } from '../detections.ts'
import { evaluateMatches } from '../evaluateMatches.ts'
import type { GroundTruth } from '../groundTruth.ts'
import { matchDetections } from '../matchDetections.ts'
import { sayNumber } from '../preflight/sayCount.ts'
import type { Rules } from '../rules.ts'
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
  /** that minus the AP under the settings */
  readonly difference: number | null
  /** what the setting means, which tools have it how, and what it changes in these numbers */
  readonly explanation: string
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
 * about a dozen times.
 * @throws InvalidInput OPTIONS_INVALID for detections by names
 */
export function protocolEffects(groundTruth: GroundTruth, detections: Detections, settings: Settings): ProtocolEffects {
  const measure = (changed: Settings, rules?: Rules) => measureUnder(groundTruth, detections, changed, rules)
  const profiled = (profile: Profile) => {
    const { iouThresholds, caps, areaRanges, scoreFloor } = settingsOf({ profile })
    return measure({ ...settings, profile, iouThresholds, caps, areaRanges, scoreFloor }).ap
  }
  const own = measure(settings)
  return {
    pycocotools: profiled('PYCOCOTOOLS'),
    omzAccuracyChecker: profiled('OMZ_ACCURACY_CHECKER'),
    effects: protocolChanges(settings).map(({ setting, from, to, explanation, settings: changed, rules }) => {
      const other = measure(changed, rules)
      return {
        setting,
        from,
        to,
        ap: other.ap,
        difference: other.ap === null || own.ap === null ? null : other.ap - own.ap,
        explanation: [explanation, ...countTexts(own, other)].join(' '),
      }
    }),
  }
}

type Measured = { ap: number | null; images: number; objects: number; detections: number }

/** By the range 'all' alone: others do not change the AP. */
function measureUnder(
  groundTruth: GroundTruth,
  detections: Detections,
  { areaRanges, ...settings }: Settings,
  rules: Rules | undefined,
): Measured {
  const all = areaRanges.filter(({ name }) => name === 'all')
  const matches = matchDetections(groundTruth, detections, { ...settings, areaRanges: all }, rules)
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
  const nouns = ['images', 'objects', 'detections'] as const
  const changes = nouns.flatMap(noun =>
    own[noun] === other[noun] ? [] : [`${sayNumber(other[noun])} ${noun} rather than ${sayNumber(own[noun])}`],
  )
  return changes.length === 0 ? [] : [`It would count ${changes.join(', ')}.`]
}
