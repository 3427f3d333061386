import { type RefObject, useEffect, useEffectEvent, useLayoutEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { wentBack } from '../api/wentBack.ts'

/** Where the page was opened; the browser looks after focus and scrolling there. */
const opened = location.href
let isElsewhere = false
let wasShown = false

/** How far down one was, and at which link. */
type Place = { y: number; link: string | null }
const places = new Map<string, Place>()

/** Frames in which a long list may come to show what one came from. */
const patience = 20

/**
 * What a change of address does to scrolling and focus. A new address begins at its top, with the focus on its heading;
 * going back leads to where one was, and to the link that one followed.
 */
export function useKeptPlace(heading: RefObject<HTMLElement | null>): void {
  const [path] = useLocation()
  const search = useSearch()
  const address = path + search

  useLayoutEffect(
    () => () => {
      const link = document.activeElement?.getAttribute('href') ?? null
      places.delete(address)
      places.set(address, { y: window.scrollY, link })
      for (const oldest of [...places.keys()].slice(0, -50)) places.delete(oldest)
    },
    [address],
  )

  const placeHere = useEffectEvent(() => (wentBack() ? places.get(address) : undefined))

  useEffect(() => {
    isElsewhere ||= location.href !== opened
    const isFirst = !wasShown
    wasShown = true
    if (!isElsewhere) {
      // What had the focus has gone with another page at the same address, such as the form for a key.
      if (!isFirst && document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
      return
    }
    heading.current?.focus({ preventScroll: true })
    const place = placeHere()
    if (place) return goTo(place, heading.current)
    if (!location.hash) window.scrollTo(0, 0)
  }, [heading])
}

/** @param focused keeps the focus until the link is there; where the reader has moved it, it is left alone */
function goTo({ y, link }: Place, focused: Element | null): () => void {
  let frame = requestAnimationFrame(() => arrive(patience))
  function arrive(left: number): void {
    if (left === 0 || document.activeElement !== focused) return
    const isThere = Math.abs(window.scrollY - y) <= 1
    if (!isThere) window.scrollTo(0, y)
    const found = link === null ? null : document.querySelector<HTMLElement>(`main a[href="${CSS.escape(link)}"]`)
    if (isThere && found) found.focus({ preventScroll: true })
    else frame = requestAnimationFrame(() => arrive(left - 1))
  }
  return () => cancelAnimationFrame(frame)
}
