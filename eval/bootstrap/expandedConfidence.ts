/**
 * The share of the replicates that a percentile interval must hold to be as sure as `confidence` says. It is more, as
 * data sets drawn out of n images vary less than data sets of n other images do: by a share of 1 / n of their variance,
 * and the variance itself is only estimated. So 1 - share = 2 Φ(-t √(n / (n - 1))), t the quantile of Student's
 * distribution of n - 1 degrees of freedom at (1 + confidence) / 2: of 0.95 and 100 images 0.954, of 10 images 0.983.
 * Source: Hesterberg, What Teachers Should Know about the Bootstrap, 2015, the expanded percentile interval.
 * @param images from 2; of fewer the answer is 1
 */
export function expandedConfidence(confidence: number, images: number): number {
  if (images < 2) return 1
  const t = studentDeviate(normalDeviate((1 - confidence) / 2), images - 1)
  return 1 - 2 * normalTail(t * Math.sqrt(images / (images - 1)))
}

/**
 * The t that is as rare as a normal z: 0.1 % off of 9 degrees of freedom, 0.5 % of 4.
 * Source: Wallace, Bounds on normal approximations to Student's and the chi-square distributions, 1959, turned round.
 */
function studentDeviate(z: number, freedom: number): number {
  const scaled = (z * (8 * freedom + 3)) / (8 * freedom + 1)
  return Math.sqrt(freedom * Math.expm1(scaled ** 2 / freedom))
}

/** The z above which a normal number lies with a probability up to 0.5, by halving. */
function normalDeviate(probability: number): number {
  let [low, high] = [0, 40]
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2
    if (normalTail(middle) > probability) low = middle
    else high = middle
  }
  return low
}

/**
 * The probability that a normal number lies above a z from 0, to 7.5e-8.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.2.17.
 */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}
