import type { Interval } from './formatChange.ts'

/** What an interval says of a difference; `undefined` where there is none. */
export type ChangeKind = 'better' | 'worse' | 'same' | 'unsure' | 'undefined'

export const changeWords: Readonly<Record<ChangeKind, string>> = {
  better: 'better',
  worse: 'worse',
  same: 'the same',
  unsure: 'cannot tell',
  undefined: 'not defined',
}

/** Better or worse where 0 lies outside the interval; the same where it is nothing but 0. */
export function changeKind({ interval }: { readonly interval: Interval | null }): ChangeKind {
  if (interval === null) return 'undefined'
  if (interval.low > 0) return 'better'
  if (interval.high < 0) return 'worse'
  return interval.low === 0 && interval.high === 0 ? 'same' : 'unsure'
}
