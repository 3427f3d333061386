import { InvalidInput } from '../invalidInput.ts'
import { createRandom } from './createRandom.ts'
import { lanes, type PackedDraws, packedDraws } from './packedDraws.ts'

export type BootstrapOptions = {
  /** how many data sets are drawn */
  readonly replicates?: number
  /** the same seed draws the same images */
  readonly seed?: number
  /** how likely an interval is to hold the truth */
  readonly confidence?: number
}

/**
 * Completes the options: 1,000 replicates, seed 1, a confidence of 0.95.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function bootstrapOptionsOf(options: BootstrapOptions): Required<BootstrapOptions> {
  const { replicates = 1000, seed = 1, confidence = 0.95 } = options
  const expect = (holds: boolean, what: string, received: number) => {
    if (!holds) throw new InvalidInput('OPTIONS_INVALID', `Expected ${what} but received ${received}`)
  }
  expect(Number.isInteger(replicates) && replicates >= 1, 'an integer of at least 1 for replicates', replicates)
  expect(Number.isInteger(seed), 'an integer for seed', seed)
  expect(confidence > 0 && confidence < 1, 'a confidence between 0 and 1', confidence)
  return { replicates, seed, confidence }
}

/**
 * Draws data sets of as many images as there are, with replacement, and hands on four at a time. Those that the last four
 * have too many are empty. That one image is drawn more often than 8 bits count, needs chances below 1 in 10 ** 500.
 * @param visit takes draws, overwritten by the next, and which replicate the first of them is
 */
export function drawImages(
  images: number,
  { replicates, seed }: { readonly replicates: number; readonly seed: number },
  visit: (draws: PackedDraws, first: number) => void,
): void {
  const random = createRandom(seed)
  const weights = new Int32Array(images)
  for (let first = 0; first < replicates; first += lanes) {
    weights.fill(0)
    for (let lane = 0; lane < lanes && first + lane < replicates; lane++)
      for (let draw = 0; draw < images; draw++) weights[random.below(images)]! += 1 << (8 * lane)
    visit(packedDraws(weights), first)
  }
}
