/**
 * The shortest decimal that is this number in float32: 0.05 for 0.05000000074505806. TensorFlow computes in float32, so
 * that both are the same setting; a Keras file has the one, a graph the other.
 */
export function shortestFloat32(value: number): number {
  const single = Math.fround(value)
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits))
    if (Math.fround(short) === single) return short
  }
  return single
}
