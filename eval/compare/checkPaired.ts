import { InvalidInput } from '../invalidInput.ts'
import type { CategoryMatches, Matches } from '../matches.ts'

/** @throws InvalidInput OPTIONS_INVALID unless both were matched on the same objects under the same settings */
export function checkPaired(baseline: Matches, candidate: Matches): void {
  const [images, others] = [baseline.imageIds, candidate.imageIds]
  if (!areEqual(images, others))
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected matches of the same images but received ${images.length} and ${others.length}, not all the same`,
      'Evaluate both on all images, or name the same evaluatedImages.',
    )
  // Which images they ran on is told by imageIds, where it matters.
  const settingsOf = ({ settings }: Matches) => JSON.stringify({ ...settings, evaluatedImages: null })
  if (settingsOf(baseline) !== settingsOf(candidate))
    throw new InvalidInput('OPTIONS_INVALID', 'Expected matches under the same settings but received different ones')
  const { categories } = candidate
  const haveSameObjects =
    baseline.categories.length === categories.length &&
    baseline.categories.every((category, c) => areOfSameObjects(category, categories[c]!))
  if (!haveSameObjects)
    throw new InvalidInput(
      'OPTIONS_INVALID',
      'Expected matches of the same objects but received different ones',
      'Evaluate both against the same ground truth.',
    )
}

const areOfSameObjects = (one: CategoryMatches, other: CategoryMatches) =>
  one.category.id === other.category.id &&
  one.crowds === other.crowds &&
  areEqual(one.objectImages, other.objectImages) &&
  areEqual(one.objectOutside, other.objectOutside)

const areEqual = <Column extends Float64Array | Int32Array | Uint8Array>(one: Column, other: Column) =>
  one.length === other.length && one.every((value, at) => value === other[at])
