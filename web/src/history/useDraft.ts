import { useEffect, useEffectEvent, useState } from 'react'

/**
 * A value that follows the hand at once and is handed on when the hand has rested: for sliders whose value is in the
 * address.
 * @param value as it was handed on last, or changed elsewhere
 */
export function useDraft<Value>(value: Value, commit: (value: Value) => void, ms = 200) {
  const [{ draft, of }, setDraft] = useState({ draft: value, of: value })
  if (of !== value) setDraft({ draft: value, of: value })
  const handOn = useEffectEvent(commit)

  useEffect(() => {
    if (draft === value) return
    const timer = setTimeout(() => handOn(draft), ms)
    return () => clearTimeout(timer)
  }, [draft, value, ms])
  return [of === value ? draft : value, (next: Value) => setDraft({ draft: next, of: value })] as const
}
