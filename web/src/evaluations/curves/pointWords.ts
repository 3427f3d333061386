import { formatScore, formatThreshold } from '../../parts/formatNumber.ts'
import { type Curve, meanKey } from './curve.ts'

/** What a curve says at a recall point. */
export function pointWords({ name, points }: Curve, at: number): string {
  const point = points[at]
  if (!point) return `${name} has no object`
  if (point.precision === 0) return `${name} does not reach it`
  const score = point.score === null ? '' : ` from score ${formatThreshold(point.score)} up`
  return `${name} precision ${formatScore(point.precision)}${score}`
}

/** The same for a table: the precision, the score from which up it is, and where F1 is best. */
export function pointCells({ key, points, best }: Curve, at: number) {
  const point = points[at]
  const isReached = point !== undefined && point.precision > 0
  const score = isReached && point.score !== null ? formatThreshold(point.score) : '–'
  return {
    precision: isReached ? formatScore(point.precision) : point ? 'not reached' : 'no object',
    score: key === meanKey && isReached ? '– each category its own' : score,
    best: best
      ? `${formatScore(best.f1)} from score ${formatThreshold(best.score)}${key === meanKey ? ' for all' : ''}`
      : '–',
  }
}
