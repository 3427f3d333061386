import type { Protocol } from '../result.ts'
import { sayIds } from './sayIds.ts'

/** A setting by its name in the API, and what each has, in words. */
export type ProtocolDifference = { readonly setting: string; readonly baseline: string; readonly candidate: string }

/**
 * What keeps two evaluations from being compared: every choice that changes what the numbers mean, and the ground truth.
 * How many detections there are, which they are and how many were left out may differ. What one of them does not tell,
 * the hash of the ground truth or the images that the detector ran on, does not count as different.
 */
export function protocolDifferences(baseline: Protocol, candidate: Protocol): ProtocolDifference[] {
  const exact = between(settingsOf(baseline), settingsOf(candidate))
  const short = between(settingsOf(baseline, toPlaces), settingsOf(candidate, toPlaces))
  const shortest = exact.map(difference => short.find(({ setting }) => setting === difference.setting) ?? difference)
  return [...shortest, ...idsOf(baseline, candidate)]
}

type Said = Readonly<Record<string, string | null>>

const between = (baseline: Said, candidate: Said): ProtocolDifference[] =>
  Object.keys(baseline).flatMap(setting => {
    const [one, other] = [baseline[setting]!, candidate[setting]!]
    return one === null || other === null || one === other ? [] : [{ setting, baseline: one, candidate: other }]
  })

/** Enough to tell most apart: 0.6499999999999999 is 0.65. */
const toPlaces = (value: number) => String(Number(value.toFixed(4)))

function settingsOf(protocol: Protocol, say: (value: number) => string = String): Said {
  const { iouThresholds, caps, areaRanges, scoreFloor, hashes } = protocol
  return {
    profile: protocol.profile,
    iouThresholds: iouThresholds.map(say).join(', '),
    maxDetections: caps.join(', '),
    areaRanges: areaRanges.map(({ name, min, max }) => `${name} ${say(min)} to ${say(max)}`).join(', '),
    scoreFloor: scoreFloor === null ? 'none' : say(scoreFloor),
    imageScope: protocol.imageScope,
    evaluator: protocol.evaluator,
    groundTruthSha256: hashes.groundTruth,
    images: String(protocol.images),
    groundTruths: String(protocol.groundTruths),
    crowds: String(protocol.crowds),
  }
}

/** Differences of the lists of ids. */
function idsOf(baseline: Protocol, candidate: Protocol): ProtocolDifference[] {
  const evaluatedOnly = baseline.imageScope === 'EVALUATED_ONLY' && candidate.imageScope === 'EVALUATED_ONLY'
  const images = evaluatedOnly && baseline.evaluatedImages !== null && candidate.evaluatedImages !== null
  return [
    ...(images
      ? listsOf('evaluatedImages', ['image', 'images'], baseline.evaluatedImages, candidate.evaluatedImages)
      : []),
    ...listsOf('categories', ['category', 'categories'], baseline.categories, candidate.categories),
  ]
}

type Ids = readonly number[] | null
type Nouns = readonly [one: string, more: string]

function listsOf(setting: string, nouns: Nouns, baseline: Ids, candidate: Ids): ProtocolDifference[] {
  const say = (ids: Ids, others: Ids) => (ids === null ? 'all' : sayIds(ids, others ?? ids, ...nouns))
  const [one, other] = [say(baseline, candidate), say(candidate, baseline)]
  return one === other ? [] : [{ setting, baseline: one, candidate: other }]
}
