import { formatCounted } from '../parts/formatNumber.ts'

/** By how many errors a candidate differs on an image: `3 more errors`. */
export function changeText(change: number): string {
  if (change === 0) return 'as many errors'
  return `${formatCounted(Math.abs(change), `${change > 0 ? 'more' : 'fewer'} error`)}`
}
