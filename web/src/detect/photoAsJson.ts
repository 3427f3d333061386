import type { Run } from './photo.ts'
import { type DetectFilter, shownDetections } from './shownDetections.ts'

/** What is shown of a photo, for programs: boxes in pixels of the upright photo. */
export function photoAsJson(name: string, run: Run, filter: DetectFilter) {
  const { image, model } = run
  return {
    image: { id: image.id, name, width: image.width, height: image.height },
    model: model.name,
    minScore: filter.minScore,
    ...(filter.categories.length > 0 ? { categories: filter.categories } : {}),
    detections: shownDetections(run, filter).map(({ category, score, box: { x, y, width, height } }) => ({
      category: category.name,
      score,
      box: { x, y, width, height },
    })),
  }
}
