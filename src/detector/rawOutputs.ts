/** A model's answer for one image, with the boxes in its own format and space; N may include padding. */
export type RawOutputs = {
  /** `[N, 4]`, row by row */
  boxes: Float32Array
  /** `[N]` */
  scores: Float32Array
  /** `[N]` */
  labels: Int32Array | BigInt64Array | Float32Array
}
