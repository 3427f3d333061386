export type Random = {
  /** an integer from 0 to 2 ** 32 - 1 */
  next(): number
  /** an integer from 0 to `size - 1`; unequally likely by no more than size / 2 ** 32 */
  below(size: number): number
}

type State = readonly [number, number, number, number]

/**
 * The generator xoshiro128**: small, fast, the same numbers everywhere; not for secrets.
 * Source: Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, 2021; xoshiro128starstar.c, version 1.1.
 * @param seed an integer, of which the lower 32 bits count, or the four words of the state, not all 0
 */
export function createRandom(seed: number | State): Random {
  let [a, b, c, d] = typeof seed === 'number' ? stateOf(seed) : seed

  function next(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }

  return { next, below: size => Math.floor((next() / 2 ** 32) * size) }
}

const rotateLeft = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))

/**
 * Four words out of one: steps of the golden ratio, each mixed by the last part of MurmurHash3, which takes no two words
 * to the same one, so that not all four can be 0.
 */
function stateOf(seed: number): State {
  const word = (step: number) => {
    let mixed = (seed + Math.imul(step, 0x9e3779b9)) | 0
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return mixed ^ (mixed >>> 16)
  }
  return [word(1), word(2), word(3), word(4)]
}
