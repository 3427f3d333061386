const grouped = new Intl.NumberFormat('en-US')

/** 12,800 */
export const count = (value: number): string => grouped.format(value)

/** Three decimals, as the reference prints its numbers; a number that is not defined is n/a. */
export const fraction = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(3))

/** A score as a threshold: rounded down, so that the detection that it was read from is kept. */
export function scoreFrom(score: number | null): string {
  if (score === null) return 'n/a'
  const nearest = score.toFixed(3)
  return Number(nearest) > score ? (Number(nearest) - 0.001).toFixed(3) : nearest
}

/** With its sign: +0.044, −0.001. */
export function gain(value: number | null): string {
  if (value === null) return 'n/a'
  const digits = Math.abs(value).toFixed(3)
  if (Number(digits) === 0) return digits
  return value < 0 ? `−${digits}` : `+${digits}`
}

/** 13%; below one percent with a decimal, so that little is not taken for nothing. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return 'n/a'
  const value = (100 * part) / whole
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)}%`
}

/** An IoU threshold: 0.50, 0.55 …, or more decimals where it has them. */
export function threshold(value: number): string {
  const short = value.toFixed(2)
  return Math.abs(Number(short) - value) < 1e-9 ? short : String(value)
}

/** `1 object`, `12 objects`. */
export const counted = (value: number, noun: string, plural = `${noun}s`): string =>
  `${count(value)} ${value === 1 ? noun : plural}`
