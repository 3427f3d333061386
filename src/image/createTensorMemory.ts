/** Room for so many float32 values, which are not cleared. */
export type TensorMemory = (length: number) => Float32Array

/** Room of its own for every tensor. */
export const ownMemory: TensorMemory = length => new Float32Array(length)

/**
 * Gives the same room again and again, so that ten megabytes an image need not be made, cleared and collected: 15 ms of
 * a RetinaNet's 900. What was made in it before is lost.
 */
export function createTensorMemory(): TensorMemory {
  let room = new Float32Array()
  return length => {
    if (room.length < length) room = new Float32Array(length)
    return room.subarray(0, length)
  }
}
