import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import styles from './VirtualGrid.module.css'

type Props = {
  /** what the list is, for screen readers */
  label: string
  /** tiles, those included that only stand for what is on its way */
  count: number
  /** how many there are in all, where it is known and not `count`; null where it is not known */
  total?: number | null
  /** pixels; as many columns as fit, two at least where the window is narrow */
  minColumn: number
  /** of a row, given the width of its columns, in pixels */
  rowHeight: (column: number) => number
  render: (index: number) => ReactNode
  /** called while the end of the list is less than two screenfuls below what is seen, anew whenever `count` changes */
  onNearEnd?: () => void
}

const gap = 12

const rowOf = ({ target }: FocusEvent) => Number(target.closest('[data-row]')?.getAttribute('data-row') ?? -1)

/**
 * A grid of any length that scrolls with the window: only the rows that are seen, a few around them and the one with the
 * focus exist.
 */
export function VirtualGrid({ label, count, total = count, minColumn, rowHeight, render, onNearEnd }: Props) {
  const ref = useRef<HTMLUListElement>(null)
  const [{ width, top }, measure] = useState({ width: 0, top: 0 })
  const [focused, setFocused] = useState(-1)

  useLayoutEffect(() => {
    const list = ref.current!
    const read = () => {
      const now = { width: list.clientWidth, top: list.getBoundingClientRect().top + window.scrollY }
      measure(before => (before.width === now.width && before.top === now.top ? before : now))
    }
    const observer = new ResizeObserver(read)
    observer.observe(list)
    observer.observe(document.body)
    read()
    return () => observer.disconnect()
  }, [])

  const columns = Math.max(width < 2 * minColumn ? 2 : 1, Math.floor((width + gap) / (minColumn + gap)))
  const column = (width - gap * (columns - 1)) / columns
  const height = rowHeight(column)
  const rows = Math.ceil(count / columns)
  const virtual = useWindowVirtualizer({
    count: rows,
    estimateSize: () => height + gap,
    overscan: 3,
    scrollMargin: top,
    rangeExtractor: range => {
      const near = defaultRangeExtractor(range)
      if (focused < 0 || focused >= rows || near.includes(focused)) return near
      return [...near, focused].sort((a, b) => a - b)
    },
  })
  useEffect(() => {
    if (height > 0) virtual.measure()
  }, [virtual, height])

  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {}
  const below = rows - 1 - endIndex
  const isNearEnd = width > 0 && below < 2 * (endIndex - startIndex + 1)
  const nearEnd = useEffectEvent(() => onNearEnd?.())
  useEffect(() => {
    if (isNearEnd && count > 0) nearEnd()
  }, [isNearEnd, count])

  return (
    <ul
      className={styles.grid}
      ref={ref}
      aria-label={label}
      style={{ height: Math.max(0, virtual.getTotalSize() - gap) }}
      onFocus={event => setFocused(rowOf(event))}
      onBlur={() => setFocused(-1)}
    >
      {width > 0 &&
        virtual.getVirtualItems().flatMap(({ index: row, start }) =>
          Array.from({ length: Math.min(columns, count - row * columns) }, (_, place) => {
            const index = row * columns + place
            const left = place * (column + gap)
            const style = { width: column, height, transform: `translate(${left}px, ${start - top}px)` }
            return (
              <li key={index} style={style} data-row={row} aria-setsize={total ?? -1} aria-posinset={index + 1}>
                {render(index)}
              </li>
            )
          }),
        )}
    </ul>
  )
}
