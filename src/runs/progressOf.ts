import type { EvaluationRow } from '../store/evaluations.ts'

/** Of what its phase counts: images while DETECTING, else shards. */
export type Progress = {
  readonly done: number
  readonly total: number
  readonly imagesPerSecond: number | null
  /** until the phase is done; null where it cannot be told */
  readonly secondsLeft: number | null
}

/** Without phase: before it begins and after it has ended, maybe in the middle. */
function stillOf(evaluation: EvaluationRow): [done: number, total: number] {
  const { status, detectCount, detectedCount, failedCount, shardCount, matchedCount } = evaluation
  if (status === 'COMPLETED') return [shardCount, shardCount]
  const detected = detectedCount + failedCount
  return detected < detectCount ? [detected, detectCount] : [matchedCount, shardCount]
}

/** Done and all of the phase: images while DETECTING, else shards. */
function countsOf(evaluation: EvaluationRow): [done: number, total: number] {
  const { phase, detectCount, detectedCount, failedCount, shardCount, matchedCount } = evaluation
  switch (phase) {
    case 'DETECTING':
      return [detectedCount + failedCount, detectCount]
    case 'MATCHING':
      return [matchedCount, shardCount]
    case 'ACCUMULATING':
      return [0, shardCount]
    case 'COMMITTING':
      return [shardCount, shardCount]
    default:
      return stillOf(evaluation)
  }
}

/**
 * How far an evaluation is.
 * @param now milliseconds since 1970
 */
export function progressOf(evaluation: EvaluationRow, now: number): Progress {
  const { phase, phaseStartedAt } = evaluation
  const [done, total] = countsOf(evaluation)
  const isMeasured = phase === 'DETECTING' || phase === 'MATCHING'
  const seconds = phaseStartedAt ? (now - phaseStartedAt.getTime()) / 1000 : 0
  const rate = isMeasured && done > 0 && seconds > 0 ? done / seconds : null
  return {
    done,
    total,
    imagesPerSecond: phase === 'DETECTING' ? rate : null,
    secondsLeft: rate === null ? null : (total - done) / rate,
  }
}
