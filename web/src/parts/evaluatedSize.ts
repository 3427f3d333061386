import type { EvaluatedBoxes } from './evaluatedBoxes.ts'

/** Of a frame around nothing. */
const plain = { width: 4, height: 3 }

/**
 * Width and height in pixels of the upright picture that an evaluated image's boxes are drawn on: of the photo; without
 * one as the ground truth has them; without these so large that all boxes lie inside.
 */
export function evaluatedSize({ image, truePositives, falsePositives, excused, misses, crowds }: EvaluatedBoxes) {
  if (image.image) return { width: image.image.width, height: image.image.height }
  if (image.width && image.height) return { width: image.width, height: image.height }
  const boxes = [
    ...truePositives.flatMap(({ detection, object }) => [detection, object]),
    ...[...falsePositives, ...excused, ...misses, ...crowds],
  ].map(({ box }) => box)
  if (boxes.length === 0) return plain
  return {
    width: Math.max(1, ...boxes.map(({ x, width }) => x + width)),
    height: Math.max(1, ...boxes.map(({ y, height }) => y + height)),
  }
}
