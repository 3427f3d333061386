/**
 * The IoU threshold of an evaluation that is nearest to a wish, exactly as the evaluation has it: 0.9 may be
 * 0.8999999999999999 there.
 */
export const nearestThreshold = (thresholds: readonly number[], wish: number): number =>
  thresholds.reduce(
    (best, each) => (Math.abs(each - wish) < Math.abs(best - wish) ? each : best),
    thresholds[0] ?? wish,
  )
