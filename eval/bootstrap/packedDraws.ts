/** How many data sets are evaluated at once: additions of packed weights add up all of them. */
export const lanes = 4

/** How often each image stands in each of four data sets. */
export type PackedDraws = {
  /** [I] 8 bits a data set, those of the first lowest */
  readonly weights: Int32Array
  /** any so many of the weights add up without carry from one data set into the next */
  readonly safe: number
}

export function packedDraws(weights: Int32Array): PackedDraws {
  let most = 1
  for (const weight of weights)
    for (let lane = 0; lane < lanes; lane++) most = Math.max(most, (weight >>> (8 * lane)) & 0xff)
  return { weights, safe: Math.floor(0xff / most) }
}
