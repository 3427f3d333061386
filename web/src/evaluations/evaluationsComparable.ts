import type { EvaluationsRowFragment } from '../api/generated.ts'

/** An evaluation as the list shows it. */
export type EvaluationRow = EvaluationsRowFragment

type Compared = Pick<EvaluationRow, 'id' | 'status' | 'dataset' | 'protocol'>

/**
 * Why an evaluation cannot be chosen beside those that are chosen for a comparison; null where it can. The server has the
 * last word.
 */
export function whyNotCompared(row: Compared, chosen: readonly Compared[]): string | null {
  if (row.status !== 'COMPLETED') return 'Only completed evaluations can be compared'
  const [other, another] = chosen.filter(({ id }) => id !== row.id)
  if (another) return 'Two are chosen already'
  if (!other) return null
  if (other.dataset.id !== row.dataset.id) return 'It is on another dataset than the one that is chosen'
  if (JSON.stringify(other.protocol) !== JSON.stringify(row.protocol))
    return 'It follows other rules than the one that is chosen'
  return null
}

/** The ids that the address has as chosen, two at most: `chosen=evl_1,evl_2`. */
export const chosenOf = (chosen: string | null): readonly string[] =>
  [...new Set((chosen ?? '').split(',').filter(id => id !== ''))].slice(0, 2)

/** Why those that are chosen cannot be compared with each other; null where they can, or one alone could be. */
export function whyNotTogether(chosen: readonly Compared[]): string | null {
  const [first, second] = chosen
  const alone = chosen.map(row => whyNotCompared(row, [])).find(why => why !== null)
  if (alone !== undefined) return alone
  return first && second ? whyNotCompared(second, [first]) : null
}

/** The address that compares two evaluations; the older one is the baseline. */
export function addressOfComparison(chosen: readonly Pick<EvaluationRow, 'id' | 'createdAt'>[]): string {
  const [baseline, candidate] = [...chosen].sort((a, b) => a.createdAt.localeCompare(b.createdAt))
  return `/compare?baseline=${baseline?.id ?? ''}&candidate=${candidate?.id ?? ''}`
}
