/** Annotations that may be found, no crowds, as a chain for each image: built in one pass over the annotations. */
export type ObjectsByImage = {
  /** [I] how many an image has */
  readonly counts: Int32Array
  /** [I] row of one of them, -1 for none */
  readonly first: Int32Array
  /** [M] row of another one of the same image, -1 at the end */
  readonly next: Int32Array
}

/** Annotations whose image or category is -1 are left out. */
export function objectsByImage(
  crowds: Uint8Array,
  images: Int32Array,
  categories: Int32Array,
  size: number,
): ObjectsByImage {
  const counts = new Int32Array(size)
  const first = new Int32Array(size).fill(-1)
  const next = new Int32Array(crowds.length)
  for (let row = 0; row < crowds.length; row++) {
    const image = images[row]!
    if (crowds[row] === 1 || image < 0 || categories[row]! < 0) continue
    counts[image]!++
    next[row] = first[image]!
    first[image] = row
  }
  return { counts, first, next }
}
