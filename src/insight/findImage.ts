import { InvalidInput } from '../../eval/invalidInput.ts'

/**
 * The position of an image.
 * @param imageIds ascending
 * @throws InvalidInput OPTIONS_INVALID where it is not among them
 */
export function findImage(imageIds: Float64Array, id: number): number {
  let low = 0
  let high = imageIds.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (imageIds[middle]! < id) low = middle + 1
    else high = middle
  }
  if (imageIds[low] === id) return low
  throw new InvalidInput('OPTIONS_INVALID', `Expected the id of an evaluated image but received ${id}`)
}
