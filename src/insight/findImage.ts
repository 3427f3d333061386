import { InvalidInput } from '../../eval/invalidInput.ts'

/**
 * The position of an image, -1 where it is not among them.
 * @param imageIds ascending
 */
export function positionOfImage(imageIds: Float64Array, id: number): number {
  let low = 0
  let high = imageIds.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (imageIds[middle]! < id) low = middle + 1
    else high = middle
  }
  return imageIds[low] === id ? low : -1
}

/** The position of an image. @throws InvalidInput OPTIONS_INVALID where it is not among them */
export function findImage(imageIds: Float64Array, id: number): number {
  const position = positionOfImage(imageIds, id)
  if (position >= 0) return position
  throw new InvalidInput('OPTIONS_INVALID', `Expected the id of an evaluated image but received ${id}`)
}
