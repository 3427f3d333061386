import type { Detections } from './detections.ts'
import type { Finding } from './finding.ts'
import type { GroundTruth } from './groundTruth.ts'
import { InvalidInput } from './invalidInput.ts'
import { positionsOf } from './positionsOf.ts'
import { checkAnnotationIds } from './preflight/checkAnnotationIds.ts'
import { checkAnnotations } from './preflight/checkAnnotations.ts'
import { checkBoxAreas } from './preflight/checkBoxAreas.ts'
import { checkBoxFormat } from './preflight/checkBoxFormat.ts'
import { checkCategories } from './preflight/checkCategories.ts'
import { checkCategorySpace } from './preflight/checkCategorySpace.ts'
import { checkCoverage } from './preflight/checkCoverage.ts'
import { checkDefaults } from './preflight/checkDefaults.ts'
import { checkDetectionCount } from './preflight/checkDetectionCount.ts'
import { checkDuplicates } from './preflight/checkDuplicates.ts'
import { checkImages } from './preflight/checkImages.ts'
import { checkObjectCount } from './preflight/checkObjectCount.ts'
import { checkScoreFloor } from './preflight/checkScoreFloor.ts'
import { inspect } from './preflight/inspect.ts'
import { sayCount, sayFirst } from './preflight/sayCount.ts'
import {
  isResolved,
  type ResolvedDetections,
  type ResolveOptions,
  resolveDetections,
} from './resolve/resolveDetections.ts'
import type { EvaluationOptions, Settings } from './settings.ts'

/** How detections are to be read and evaluated, and what is known about where they come from. */
export type ValidationOptions = EvaluationOptions &
  ResolveOptions & {
    /** detections that were kept only from a high score up are accepted: the result is marked by a warning */
    allowTruncated?: boolean
    /** the score that the detector kept detections from, where it is known */
    manifestFloor?: number
  }

/** In the order of the answer: what stops an evaluation first. */
const checks = [
  checkImages,
  checkObjectCount,
  checkCategorySpace,
  checkBoxFormat,
  checkScoreFloor,
  checkDetectionCount,
  checkCoverage,
  checkCategories,
  checkBoxAreas,
  checkDuplicates,
  checkDefaults,
  checkAnnotations,
  checkAnnotationIds,
]

/**
 * Looks for what makes a number wrong without making it impossible: images, categories, boxes or scores that are not
 * what they are taken for. Nothing is changed. Some passes over the columns, and IoU of two thousand detections.
 * @param detections as they came, or as resolveDetections gave them with the same options
 * @throws InvalidInput what resolveDetections throws; OPTIONS_INVALID for `categories` or `evaluatedImages` that the
 * ground truth does not have
 */
export function validateDetections(
  groundTruth: GroundTruth,
  detections: Detections | ResolvedDetections,
  options: ValidationOptions | (Omit<ValidationOptions, keyof Settings> & Partial<Settings>) = {},
): Finding[] {
  const { categories, images } = groundTruth
  refuseUnknown(
    'categories',
    options.categories,
    Float64Array.from(categories, ({ id }) => id),
  )
  refuseUnknown('evaluatedImages', options.evaluatedImages, images.ids)
  const resolved = isResolved(detections) ? detections : resolveDetections(groundTruth, detections, options)
  const inspection = inspect(groundTruth, resolved, options)
  return checks.map(check => check(inspection)).filter(finding => finding !== null)
}

function refuseUnknown(name: string, given: readonly number[] | null | undefined, known: Float64Array): void {
  if (!given) return
  const positions = positionsOf(Float64Array.from(given), known)
  const unknown = given.filter((_, i) => positions[i]! < 0)
  if (unknown.length > 0)
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected ${name} of the ground truth but it does not have ${sayCount(unknown.length, 'id')} (${sayFirst(unknown)}).`,
    )
}
