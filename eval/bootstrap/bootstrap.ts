import { InvalidInput } from '../invalidInput.ts'
import type { Matches } from '../matches.ts'
import { createRandom } from './createRandom.ts'
import { createWeightedAp } from './createWeightedAp.ts'

export type BootstrapOptions = {
  /** how many data sets are drawn */
  replicates?: number
  /** the same seed draws the same images */
  seed?: number
  /** share of the replicates that the interval holds */
  confidence?: number
}

/** From the quantile (1 - confidence) / 2 to (1 + confidence) / 2 of the replicates. */
export type Interval = { readonly low: number; readonly high: number }

export type BootstrapEstimate = {
  /** of the data set itself; null where there is no object */
  readonly value: number | null
  /** of each data set drawn; NaN where no object was drawn */
  readonly replicates: Float64Array
  /** null where no object was ever drawn */
  readonly interval: Interval | null
  /** why any is null */
  readonly reason?: string
}

/**
 * Estimates how much the AP of the matches owes to the choice of images: data sets of as many images are drawn out of
 * them with replacement, and each is evaluated; the interval is that of their percentiles, without the draws that have
 * no object. AP is no mean over images: replicates lie about a value of their own, a little off that of the data set.
 * Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function bootstrapAp(matches: Matches, options: BootstrapOptions = {}): BootstrapEstimate {
  const { confidence = 0.95 } = options
  const evaluate = createWeightedAp(matches)
  const replicates = drawImages(matches.imageIds.length, options, evaluate)
  return estimate(evaluate(ones(matches)), replicates, confidence)
}

export type PairedBootstrap = {
  readonly baseline: BootstrapEstimate
  readonly candidate: BootstrapEstimate
  /** AP of the candidate minus AP of the baseline on the same images: an interval above 0 speaks for the candidate */
  readonly difference: BootstrapEstimate
}

/**
 * Compares two detectors on the same images: both are evaluated on each draw, so that what makes a draw hard or easy for
 * both leaves their difference.
 * @throws InvalidInput OPTIONS_INVALID, also unless both were matched on the same images under the same settings
 */
export function pairedBootstrap(
  baseline: Matches,
  candidate: Matches,
  options: BootstrapOptions = {},
): PairedBootstrap {
  checkComparable(baseline, candidate)
  const { confidence = 0.95 } = options
  const evaluateBaseline = createWeightedAp(baseline)
  const evaluateCandidate = createWeightedAp(candidate)
  const images = baseline.imageIds.length
  const ofBaseline = drawImages(images, options, evaluateBaseline)
  const ofCandidate = drawImages(images, options, evaluateCandidate)
  const [before, after] = [evaluateBaseline(ones(baseline)), evaluateCandidate(ones(candidate))]
  return {
    baseline: estimate(before, ofBaseline, confidence),
    candidate: estimate(after, ofCandidate, confidence),
    difference: estimate(
      after - before,
      ofCandidate.map((ap, replicate) => ap - ofBaseline[replicate]!),
      confidence,
    ),
  }
}

const ones = ({ imageIds }: Matches) => new Int32Array(imageIds.length).fill(1)

function checkComparable(baseline: Matches, candidate: Matches): void {
  const sameImages =
    baseline.imageIds.length === candidate.imageIds.length &&
    baseline.imageIds.every((id, image) => id === candidate.imageIds[image])
  if (!sameImages)
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected matches of the same images but received ${baseline.imageIds.length} and ${candidate.imageIds.length}, not all the same`,
      'Evaluate both on all images, or name the same evaluatedImages.',
    )
  const protocolOf = ({ settings }: Matches) => JSON.stringify({ ...settings, evaluatedImages: null })
  if (protocolOf(baseline) !== protocolOf(candidate))
    throw new InvalidInput('OPTIONS_INVALID', 'Expected matches under the same settings but received different ones')
}

/** Evaluates each drawn data set, given as how often each image stands in it. */
function drawImages(
  images: number,
  { replicates = 1000, seed = 1, confidence = 0.95 }: BootstrapOptions,
  evaluate: (weights: Int32Array) => number,
): Float64Array {
  const expect = (holds: boolean, what: string, received: number) => {
    if (!holds) throw new InvalidInput('OPTIONS_INVALID', `Expected ${what} but received ${received}`)
  }
  expect(Number.isInteger(replicates) && replicates >= 1, 'an integer of at least 1 for replicates', replicates)
  expect(Number.isInteger(seed), 'an integer for seed', seed)
  expect(confidence > 0 && confidence < 1, 'a confidence between 0 and 1', confidence)

  const random = createRandom(seed)
  const weights = new Int32Array(images)
  const values = new Float64Array(replicates)
  for (let replicate = 0; replicate < replicates; replicate++) {
    weights.fill(0)
    for (let draw = 0; draw < images; draw++) weights[random.below(images)]!++
    values[replicate] = evaluate(weights)
  }
  return values
}

function estimate(value: number, replicates: Float64Array, confidence: number): BootstrapEstimate {
  const sorted = replicates.filter(replicate => !Number.isNaN(replicate)).sort()
  if (Number.isNaN(value) || sorted.length === 0)
    return {
      value: Number.isNaN(value) ? null : value,
      replicates,
      interval: null,
      reason: Number.isNaN(value) ? 'there is no object' : 'no draw has an object',
    }
  return {
    value,
    replicates,
    interval: { low: quantile(sorted, (1 - confidence) / 2), high: quantile(sorted, (1 + confidence) / 2) },
  }
}

/** Between the two nearest of ascending values, by distance: as numpy's quantile does unless told otherwise. */
function quantile(ascending: Float64Array, share: number): number {
  const place = share * (ascending.length - 1)
  const below = Math.floor(place)
  const low = ascending[below]!
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!
  return low + (high - low) * (place - below)
}
