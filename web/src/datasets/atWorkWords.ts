import { formatCounted } from '../parts/formatNumber.ts'

/** What becomes of evaluations that are at work where their dataset is deleted; null where none is. */
export function atWorkWords(running: number, queued: number): string | null {
  if (running + queued === 0) return null
  const counts = [
    ...(running > 0 ? [`${formatCounted(running, 'evaluation')} on it ${running === 1 ? 'is' : 'are'} running`] : []),
    ...(queued > 0 ? [`${formatCounted(queued, 'evaluation')} ${queued === 1 ? 'waits' : 'wait'} for a worker`] : []),
  ]
  return `${counts.join(', ')}: deleted with it, ${running + queued === 1 ? 'it ends' : 'they end'} without numbers`
}
