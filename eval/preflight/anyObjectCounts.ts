import { settingsOf } from '../settings.ts'
import type { Inspection } from './inspect.ts'

/** Whether an object counts in the range 'all': without one every number is undefined. */
export function anyObjectCounts({ groundTruth, options, images, objectImages, objectCategories }: Inspection): boolean {
  const { annotations } = groundTruth
  const { profile, areaRanges, imageScope, evaluatedImages, categories } = options
  const { min, max } = settingsOf({ profile, areaRanges }).areaRanges.find(({ name }) => name === 'all')!
  const ran = evaluatedImages && new Set(evaluatedImages)
  const chosen = categories && new Set(categories)
  return annotations.crowds.some((crowd, row) => {
    const image = objectImages[row]!
    if (crowd === 1 || image < 0 || objectCategories[row]! < 0) return false
    if (chosen && !chosen.has(annotations.categoryIds[row]!)) return false
    const counts =
      imageScope !== 'EVALUATED_ONLY' || (ran?.has(annotations.imageIds[row]!) ?? images.counts[image]! > 0)
    return counts && annotations.areas[row]! >= min && annotations.areas[row]! <= max
  })
}
