import type { pageState } from '../server/pageState.ts'

/** Where the page is, and what to do where it is not, or not the one of this version. */
export function pageText(address: string, state: ReturnType<typeof pageState>): string {
  if (state === 'MISSING') return 'is not built: npm run build'
  return state === 'BUILT' ? address : `${address} (built for another version: npm run build)`
}
