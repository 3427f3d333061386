import { type RefObject, useEffect, useState } from 'react'

/** Pixels around the window that count as near. */
const rootMargin = '900px 0px'

/** Whether an element is seen, or soon will be. One that has the focus stays so. */
export function useNearWindow(ref: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false)

  useEffect(() => {
    const element = ref.current!
    const observer = new IntersectionObserver(
      entries => {
        const isInside = entries.at(-1)!.isIntersecting
        setNear(before => isInside || (before && element.contains(document.activeElement)))
      },
      { rootMargin },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])

  return isNear
}
