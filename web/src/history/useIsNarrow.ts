import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(width < 700px)')

function listen(changed: () => void): () => void {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

/** Whether the window is so narrow that what is not asked for is folded. */
export const useIsNarrow = (): boolean => useSyncExternalStore(listen, () => narrow.matches)
