import { useEffect } from 'react'

const handsOn = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const
/** So long sections above may take to come. */
const settledMs = 5000

/**
 * Goes to the section that the address names, once the sections are there, and stays with it while those above find their
 * height, until somebody scrolls.
 */
export function useHashSection(areThere: boolean): void {
  useEffect(() => {
    const section = areThere ? document.getElementById(location.hash.slice(1)) : null
    if (!section) return
    const observer = new ResizeObserver(() => section.scrollIntoView())
    const ending = new AbortController()
    const leave = () => {
      observer.disconnect()
      ending.abort()
    }
    for (const name of handsOn) addEventListener(name, leave, { signal: ending.signal, passive: true })
    const timer = setTimeout(leave, settledMs)
    observer.observe(document.body)
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [areThere])
}
