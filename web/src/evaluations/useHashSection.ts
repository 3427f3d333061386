import { useEffect } from 'react'

const handsOn = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const
/** So long sections above may take to come. */
const settledMs = 5000

/** Stays with a section while those above find their height, until somebody scrolls; the way to leave it is given. */
function stayWith(section: Element): () => void {
  const observer = new ResizeObserver(() => section.scrollIntoView())
  const ending = new AbortController()
  const leave = () => {
    clearTimeout(timer)
    observer.disconnect()
    ending.abort()
  }
  for (const name of handsOn) addEventListener(name, leave, { signal: ending.signal, passive: true })
  const timer = setTimeout(leave, settledMs)
  observer.observe(document.body)
  return leave
}

/** Goes to the section that the address names, once the sections are there, and whenever it names another one. */
export function useHashSection(areThere: boolean): void {
  useEffect(() => {
    if (!areThere) return
    let leave: (() => void) | undefined
    function follow() {
      leave?.()
      const section = document.getElementById(location.hash.slice(1))
      leave = section ? stayWith(section) : undefined
    }
    follow()
    addEventListener('hashchange', follow)
    return () => {
      removeEventListener('hashchange', follow)
      leave?.()
    }
  }, [areThere])
}
