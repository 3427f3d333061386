/** Pixels of an image as it is shown. */
type UprightSize = { readonly width: number; readonly height: number }

/** [x, y, width, height] */
export type BoxNumbers = readonly [number, number, number, number]

/** Whether EXIF exchanges width and height. */
export const isQuarterTurned = (orientation: number) => orientation >= 5 && orientation <= 8

/**
 * A box drawn on the pixels of a file as they are stored, on the image as EXIF turns it.
 * Source: Exif 2.32, tag Orientation: where the stored 0th row and 0th column are shown.
 * @param orientation 1 to 8; any other turns nothing
 */
export function turnUpright([x, y, w, h]: BoxNumbers, orientation: number, { width, height }: UprightSize): BoxNumbers {
  switch (orientation) {
    case 2:
      return [width - x - w, y, w, h]
    case 3:
      return [width - x - w, height - y - h, w, h]
    case 4:
      return [x, height - y - h, w, h]
    case 5:
      return [y, x, h, w]
    case 6:
      return [width - y - h, x, h, w]
    case 7:
      return [width - y - h, height - x - w, h, w]
    case 8:
      return [y, height - x - w, h, w]
    default:
      return [x, y, w, h]
  }
}

/** Undoes `turnUpright`. @param size of the upright image, as there */
export function turnAsStored(box: BoxNumbers, orientation: number, { width, height }: UprightSize): BoxNumbers {
  const stored = isQuarterTurned(orientation) ? { width: height, height: width } : { width, height }
  // A quarter to the right is undone by one to the left; every other orientation undoes itself.
  const opposite = orientation === 6 ? 8 : orientation === 8 ? 6 : orientation
  return turnUpright(box, opposite, stored)
}
