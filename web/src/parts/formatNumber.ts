const counts = new Intl.NumberFormat('en')

/** `1,234` */
export const formatCount = (count: number): string => counts.format(count)

/** A count with what is counted: `1 image`, `1,234 images`. */
export const formatCounted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** A score or a share of 0 to 1 with two digits: `0.87`. */
export const formatScore = (score: number): string => score.toFixed(2)

/**
 * A score from which up detections are kept, of 0 to 1 with three digits: `0.856`. Never above the score itself, or the
 * detection that it is named for would be lost.
 */
export function formatThreshold(score: number): string {
  const nearest = Math.round(1000 * score) / 1000
  return (nearest > score ? nearest - 0.001 : nearest).toFixed(3)
}

/** An average precision or recall of 0 to 1, in points of 100 with one digit, as papers have it: `37.4`; null as a dash. */
export const formatPoints = (value: number | null | undefined): string =>
  value == null ? '–' : (100 * value).toFixed(1)

/** A difference of two of them, with its sign: `+1.2`, `−0.4`, `0.0`. */
export function formatDifference(value: number | null | undefined): string {
  if (value == null) return '–'
  const points = (100 * Math.abs(value)).toFixed(1)
  return points === '0.0' ? points : `${value < 0 ? '−' : '+'}${points}`
}

/** `1.4 MB`, in powers of 1000. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  let value = bytes / 1000
  let unit = 0
  for (; value >= 999.5; unit += 1) value /= 1000
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${['kB', 'MB', 'GB', 'TB', 'PB'][unit]}`
}

/** `45 s`, `2 min`, `1 h 20 min` */
export function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const moments = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** An ISO moment in the reader's own time zone: `Nov 21, 2026, 11:38 PM`. */
export const formatMoment = (moment: string): string => moments.format(new Date(moment))
