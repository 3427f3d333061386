import { useEffectEvent, useLayoutEffect, useState } from 'react'

const restMs = 250

/**
 * A number that follows the hand at once and is handed on when the hand has rested: for sliders whose number is in the
 * address. What has not rested when its page is left is not handed on.
 * @param value as it was handed on last, or changed elsewhere
 */
export function useSettled(value: number, settle: (value: number) => void) {
  const [{ moved, from }, setMoved] = useState({ moved: value, from: value })
  if (from !== value) setMoved({ moved: value, from: value })
  const handOn = useEffectEvent(settle)

  // A layout effect ends when its page is hidden while the next one loads; others go on, and would lead back to it.
  useLayoutEffect(() => {
    if (moved === value) return
    const timer = setTimeout(() => handOn(moved), restMs)
    return () => clearTimeout(timer)
  }, [moved, value])
  return [from === value ? moved : value, (next: number) => setMoved({ moved: next, from: value })] as const
}
