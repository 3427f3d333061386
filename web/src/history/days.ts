const dayMs = 86_400_000

/** The day of a moment in UTC, such as 2026-11-20. */
export const utcDayOf = (moment: number | string): string => new Date(moment).toISOString().slice(0, 10)

/** The day of a moment where the reader is, such as 2026-11-20. */
export function ownDayOf(moment: number | string): string {
  const date = new Date(moment)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0')).join('-')
}

/** The moment at which a day begins where the reader is, ISO 8601 in UTC with milliseconds. */
export function startOfOwnDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, date).toISOString()
}

/** Whether a day of the reader begins at a moment, as `startOfOwnDay` writes it. */
export const isStartOfOwnDay = (moment: string): boolean => startOfOwnDay(ownDayOf(moment)) === moment

/** The reader's last day before a moment. */
export const lastOwnDayBefore = (moment: string): string => ownDayOf(Date.parse(moment) - 1)

/** The day so many days after another; before it where the number is negative. */
export const addDays = (day: string, days: number): string => utcDayOf(Date.parse(day) + days * dayMs)

/** The days that can be asked for: days that begin elsewhere, and the day after, are still years of four digits. */
export const firstDay = '1970-01-01'
export const lastDay = '9998-12-31'

/** Whether a text is a day such as 2026-11-20 that the calendar has, from `firstDay` to `lastDay`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  utcDayOf(Date.parse(text)) === text &&
  text >= firstDay &&
  text <= lastDay
