import { InvalidInput } from '../invalidInput.ts'

/**
 * @param kind of the entries, as a complaint names it
 * @param describe what tells an entry from another of the same id
 * @throws InvalidInput DUPLICATE_ID unless all ids differ
 */
export function refuseDuplicates(kind: string, ids: Float64Array, describe: (index: number) => string): void {
  const sorted = ids.toSorted()
  if (!sorted.some((id, place) => id === sorted[place + 1])) return
  const [first, second] = firstDuplicate(ids)
  throw new InvalidInput(
    'DUPLICATE_ID',
    `${kind} id ${ids[first]} occurs twice (${describe(first)}, ${describe(second)}): entries ${first} and ${second}.`,
    'Give every entry an id of its own.',
  )
}

/** The first entry whose id an earlier one has, behind that one. */
function firstDuplicate(ids: Float64Array): readonly [first: number, second: number] {
  const entries = new Map<number, number>()
  for (const [index, id] of ids.entries()) {
    const first = entries.get(id)
    if (first !== undefined) return [first, index]
    entries.set(id, index)
  }
  throw new RangeError('all ids differ')
}
