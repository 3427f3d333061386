/** Whole pixels; `right` and `bottom` lie outside. */
export type Rectangle = { left: number; top: number; right: number; bottom: number }

const overlap = (a: Rectangle, b: Rectangle) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/**
 * Where the captions of boxes go: above the box, else in its top, below it or in its bottom, the first of these that
 * lies in the image and on no caption placed before; on one another only when there is no room.
 * @param sizes of the captions, one a box; the first boxes choose first
 */
export function placeCaptions(
  boxes: readonly Rectangle[],
  sizes: readonly { width: number; height: number }[],
  image: { width: number; height: number },
): Rectangle[] {
  const placed: Rectangle[] = []
  for (const [i, box] of boxes.entries()) {
    const { width, height } = sizes[i]!
    const left = Math.max(Math.min(box.left, image.width - width), 0)
    const at = (top: number): Rectangle => ({ left, top, right: left + width, bottom: top + height })
    const inImage = [box.top - height, box.top, box.bottom, box.bottom - height]
      .map(at)
      .filter(({ top, bottom }) => top >= 0 && bottom <= image.height)
    const free = inImage.find(place => !placed.some(other => overlap(place, other)))
    placed.push(free ?? inImage[0] ?? at(0))
  }
  return placed
}
