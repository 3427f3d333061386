import { createRandom, type Random } from '../../../eval/bootstrap/createRandom.ts'
import { compareMatches } from '../../../eval/compare/compareMatches.ts'
import { evaluateMatches } from '../../../eval/evaluateMatches.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import { packDetections } from '../../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../../eval/pack/packGroundTruth.ts'
import { cocoAreaRanges, settingsOf } from '../../../eval/settings.ts'

type Box = readonly [number, number, number, number]
type Found = { readonly category: number; readonly box: Box; readonly score: number }

/** One image of a population: its objects, and what each of two detectors finds there. */
type PopulationImage = {
  readonly objects: readonly { readonly category: number; readonly box: Box }[]
  readonly baseline: readonly Found[]
  readonly candidate: readonly Found[]
}

export type Simulation = {
  seed: number
  /** how many images the population has, and a sample of it */
  population: number
  images: number
  /** how many samples are drawn */
  pairs: number
  replicates: number
}

export type Coverage = {
  /** AP of the candidate minus AP of the baseline on the whole population */
  readonly truth: number
  /** share of the samples' 95 % intervals of the difference that hold the truth */
  readonly share: number
  /** share that lies wholly below the truth, and above */
  readonly below: number
  readonly above: number
  /** mean width of the intervals */
  readonly width: number
}

/**
 * How often the interval of `compareMatches` holds the true difference of two detectors: samples of a made-up population
 * are drawn with replacement, so that the population's own difference is the truth.
 */
export function simulateCoverage({ seed, population, images, pairs, replicates }: Simulation): Coverage {
  const random = createRandom(seed)
  const all = Array.from({ length: population }, () => drawImage(random))
  const [baseline, candidate] = matchBoth(all).map(matches => evaluateMatches(matches).summary.ap!)
  const truth = candidate! - baseline!
  const intervals = Array.from({ length: pairs }, (_, pair) => {
    const sample = Array.from({ length: images }, () => all[random.below(population)]!)
    const [before, after] = matchBoth(sample)
    return compareMatches(before, after, { replicates, seed: 1000 * seed + pair }).metrics.ap.interval!
  })
  const shareOf = (is: (interval: { low: number; high: number }) => boolean) => intervals.filter(is).length / pairs
  return {
    truth,
    share: shareOf(({ low, high }) => low <= truth && truth <= high),
    below: shareOf(({ high }) => high < truth),
    above: shareOf(({ low }) => low > truth),
    width: intervals.reduce((sum, { low, high }) => sum + high - low, 0) / pairs,
  }
}

const categories = 3

/** A hard image is hard for both detectors; the candidate finds a little more, and places it better. */
function drawImage(random: Random): PopulationImage {
  const unit = () => random.next() / 2 ** 32
  const normal = () => (unit() + unit() + unit() + unit() - 2) * Math.sqrt(3)
  const anyBox = (): Box => [500 * unit(), 500 * unit(), 20 + 100 * unit(), 20 + 100 * unit()]
  const anyCategory = () => 1 + random.below(categories)
  const difficulty = unit()
  const objects = Array.from({ length: random.below(7) }, () => ({ category: anyCategory(), box: anyBox() }))
  const detect = (quality: number): Found[] => [
    ...objects
      .filter(() => unit() < quality - 0.5 * difficulty)
      .map(({ category, box: [x, y, width, height] }): Found => {
        const off = () => 0.12 * (1.2 - quality + difficulty) * normal()
        const box: Box = [x + off() * width, y + off() * height, width * (1 + off()), height * (1 + off())]
        return { category, box, score: 0.7 - 0.3 * difficulty + 0.15 * normal() }
      }),
    ...Array.from({ length: random.below(4 + Math.round(4 * difficulty)) }, () => {
      return { category: anyCategory(), box: anyBox(), score: 0.35 + 0.15 * normal() }
    }),
  ]
  return { objects, baseline: detect(0.9), candidate: detect(0.95) }
}

const settings = settingsOf({ areaRanges: cocoAreaRanges.slice(0, 1) })

/** Matches of the baseline and of the candidate. */
function matchBoth(images: readonly PopulationImage[]) {
  const groundTruth = packGroundTruth({
    images: images.map((_, id) => ({ id })),
    categories: Array.from({ length: categories }, (_, category) => ({ id: 1 + category, name: `${1 + category}` })),
    annotations: images
      .flatMap(({ objects }, image) => objects.map(object => ({ ...object, image })))
      .map(({ category, box, image }, id) => ({ id, image_id: image, category_id: category, bbox: box })),
  })
  const match = (detector: 'baseline' | 'candidate') => {
    const rows = images.flatMap((found, image_id) =>
      found[detector].map(({ category, box, score }) => ({ image_id, category_id: category, bbox: box, score })),
    )
    return matchDetections(groundTruth, packDetections(rows), settings)
  }
  return [match('baseline'), match('candidate')] as const
}
