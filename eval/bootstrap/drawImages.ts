import { InvalidInput } from '../invalidInput.ts'
import { createRandom } from './createRandom.ts'

export type BootstrapOptions = {
  /** how many data sets are drawn */
  readonly replicates?: number
  /** the same seed draws the same images */
  readonly seed?: number
  /** share of the replicates that an interval holds */
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
 * Draws data sets of as many images as there are, with replacement.
 * @param visit takes [I] how often each image stands in the data set, overwritten by the next, and which replicate it is
 */
export function drawImages(
  images: number,
  { replicates, seed }: { readonly replicates: number; readonly seed: number },
  visit: (weights: Int32Array, replicate: number) => void,
): void {
  const random = createRandom(seed)
  const weights = new Int32Array(images)
  for (let replicate = 0; replicate < replicates; replicate++) {
    weights.fill(0)
    for (let draw = 0; draw < images; draw++) weights[random.below(images)]!++
    visit(weights, replicate)
  }
}
