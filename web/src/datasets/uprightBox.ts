/** In pixels. */
type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/**
 * A box that was drawn on the pixels of a file as they are stored, on the photo as EXIF turns it.
 * Source: Exif 2.32, tag Orientation: where the stored 0th row and 0th column are shown.
 * @param orientation 1 to 8; any other turns nothing
 * @param photo size of the upright photo, in pixels
 */
export function uprightBox(
  { x, y, width, height }: Rectangle,
  orientation: number,
  photo: { readonly width: number; readonly height: number },
): Rectangle {
  const turned = { width: height, height: width }
  switch (orientation) {
    case 2:
      return { x: photo.width - x - width, y, width, height }
    case 3:
      return { x: photo.width - x - width, y: photo.height - y - height, width, height }
    case 4:
      return { x, y: photo.height - y - height, width, height }
    case 5:
      return { x: y, y: x, ...turned }
    case 6:
      return { x: photo.width - y - height, y: x, ...turned }
    case 7:
      return { x: photo.width - y - height, y: photo.height - x - width, ...turned }
    case 8:
      return { x: y, y: photo.height - x - width, ...turned }
    default:
      return { x, y, width, height }
  }
}
