import { formatScore, formatThreshold } from '../../parts/formatNumber.ts'
import type { Curve } from './curve.ts'

/** What a curve says at a recall point. */
export function pointWords({ name, points }: Curve, at: number): string {
  const point = points[at]
  if (!point) return `${name} has no object`
  if (point.precision === 0) return `${name} does not reach it`
  const score = point.score === null ? '' : ` from score ${formatThreshold(point.score)} up`
  return `${name} precision ${formatScore(point.precision)}${score}`
}
