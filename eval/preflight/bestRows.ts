/** Enough to tell the score that a given share of all rows reaches. */
const probes = 16_384

/** i * this, modulo 1, spreads evenly without falling in step with rows that are grouped by image. */
const goldenRatio = 0.618_033_988_749_895

/**
 * Picks rows of high score, evenly spread where more are equal, in their order: about the `size` best of them and never
 * more than `size`. One pass instead of a sort.
 * @param rows [n] positions in `scores`
 */
export function bestRows(rows: Int32Array, scores: Float64Array, size: number): Int32Array {
  if (rows.length <= size) return rows
  const best = rowsFrom(rows, scores, scoreOfRank(rows, scores, size))
  if (best.length <= size) return best
  return Int32Array.from({ length: size }, (_, i) => best[Math.floor((i * best.length) / size)]!)
}

/** The score that about `rank` of the rows reach. */
function scoreOfRank(rows: Int32Array, scores: Float64Array, rank: number): number {
  const sample = new Float64Array(Math.min(probes, rows.length))
  for (let i = 0; i < sample.length; i++) {
    const at = sample.length === rows.length ? i : Math.floor(((i * goldenRatio) % 1) * rows.length)
    sample[i] = scores[rows[at]!]!
  }
  return sample.sort()[Math.floor((1 - rank / rows.length) * sample.length)]!
}

function rowsFrom(rows: Int32Array, scores: Float64Array, score: number): Int32Array {
  const found = new Int32Array(rows.length)
  let length = 0
  for (let i = 0; i < rows.length; i++) if (scores[rows[i]!]! >= score) found[length++] = rows[i]!
  return found.subarray(0, length)
}
