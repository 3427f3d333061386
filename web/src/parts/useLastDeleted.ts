import { useEffect, useState } from 'react'

let last: { readonly at: string; readonly name: string } | null = null

/** Keeps the name of what was just deleted, for the page at an address, where one lands, to say so. */
export function noteDeleted(at: string, name: string): void {
  last = { at, name }
}

/**
 * What the page at an address has to say was deleted, and a way to say another.
 * @returns its name, null where there is none; what was noted before is said once
 */
export function useLastDeleted(at: string) {
  const state = useState(() => (last?.at === at ? last.name : null))
  useEffect(() => {
    last = null
  }, [])
  return state
}
