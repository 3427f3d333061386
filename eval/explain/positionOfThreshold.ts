import { InvalidInput } from '../invalidInput.ts'
import type { Settings } from '../settings.ts'

/** Thresholds are computed, and so may differ in the last bits from the number that one would write. */
const nearEnough = 1e-9

/**
 * The position of an IoU threshold in the settings.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function positionOfThreshold({ iouThresholds }: Pick<Settings, 'iouThresholds'>, iou: number): number {
  const t = iouThresholds.findIndex(threshold => Math.abs(threshold - iou) < nearEnough)
  if (t >= 0) return t
  const known = iouThresholds.map(threshold => Number(threshold.toFixed(6))).join(', ')
  throw new InvalidInput('OPTIONS_INVALID', `Expected an iou out of ${known} but received ${iou}`)
}
