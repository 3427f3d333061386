import { useEffect, useRef } from 'react'

/**
 * Takes the focus to what comes where a pressed button goes.
 * @param isGone whether the button is away
 * @returns a ref for what takes the focus, with a `tabIndex` of -1, and what the button calls when it is pressed
 */
export function useFocusAfter<Target extends HTMLElement>(isGone: boolean) {
  const ref = useRef<Target>(null)
  const wasPressed = useRef(false)

  useEffect(() => {
    if (!isGone || !wasPressed.current) return
    wasPressed.current = false
    // Not where somebody went on meanwhile.
    if (document.activeElement === null || document.activeElement === document.body)
      ref.current?.focus({ preventScroll: true })
  }, [isGone])
  return {
    ref,
    pressed() {
      wasPressed.current = true
    },
  }
}
