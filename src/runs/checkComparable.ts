import { type ProtocolDifference, protocolDifferences } from '../../eval/compare/protocolDifferences.ts'
import type { Protocol } from '../../eval/result.ts'
import { AppError } from '../errors.ts'
import type { ImageDifference } from './imageDifference.ts'

/** In these two differ alone when each counts the images that its own detector ran on. */
const ofImages: readonly string[] = ['images', 'evaluatedImages', 'groundTruths', 'crowds']

const hints = {
  images: 'Evaluate both with image scope ALL_IMAGES, or run both detectors on the same images.',
  settings:
    "Evaluate the candidate's detections again: against the ground truth of the baseline, by the same settings.",
  evaluator: 'Evaluate the one of the older evaluator again, so that one evaluator made both numbers.',
}

function hintOf(disagreements: readonly ProtocolDifference[]): string {
  if (disagreements.every(({ setting }) => setting === 'evaluator')) return hints.evaluator
  return disagreements.every(({ setting }) => ofImages.includes(setting)) ? hints.images : hints.settings
}

const refusal = (disagreements: readonly ProtocolDifference[]) =>
  new AppError(
    'RUNS_NOT_COMPARABLE',
    `They cannot be compared, as they differ in ${disagreements
      .map(({ setting, baseline, candidate }) => `${setting} (baseline: ${baseline}; candidate: ${candidate})`)
      .join(', ')}.`,
    { hint: hintOf(disagreements) },
  )

/**
 * Whether two results mean the same by their numbers.
 * @throws AppError RUNS_NOT_COMPARABLE that names every setting in which they differ
 */
export function checkComparable(baseline: Protocol, candidate: Protocol): void {
  const disagreements = protocolDifferences(baseline, candidate)
  if (disagreements.length > 0) throw refusal(disagreements)
}

/** @throws AppError RUNS_NOT_COMPARABLE for two that count different images */
export function checkSameImages(difference: ImageDifference | null): void {
  if (difference) throw refusal([{ setting: 'images', ...difference }])
}
