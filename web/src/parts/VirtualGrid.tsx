import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import styles from './VirtualGrid.module.css'

type Props = {
  /** what the list is, for screen readers */
  label: string
  count: number
  /** pixels; as many columns as fit, two at least where the window is narrow */
  minColumn: number
  /** of a row, given the width of its columns, in pixels */
  rowHeight: (column: number) => number
  render: (index: number) => ReactNode
  /** called while the end of the list is near what is seen */
  onNearEnd?: () => void
}

const gap = 12

/** A grid of any length that scrolls with the window: only the rows that are seen, and a few around them, exist. */
export function VirtualGrid({ label, count, minColumn, rowHeight, render, onNearEnd }: Props) {
  const ref = useRef<HTMLUListElement>(null)
  const [{ width, top }, measure] = useState({ width: 0, top: 0 })

  useLayoutEffect(() => {
    const list = ref.current!
    const read = () => measure({ width: list.clientWidth, top: list.getBoundingClientRect().top + window.scrollY })
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
  })
  useEffect(() => {
    if (height > 0) virtual.measure()
  }, [virtual, height])

  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  const nearEnd = useEffectEvent(() => onNearEnd?.())
  useEffect(() => {
    if (width > 0 && last >= rows - 4) nearEnd()
  }, [width, last, rows])

  return (
    <ul
      className={styles.grid}
      ref={ref}
      aria-label={label}
      style={{ height: Math.max(0, virtual.getTotalSize() - gap) }}
    >
      {width > 0 &&
        seen.flatMap(({ index: row, start }) =>
          Array.from({ length: Math.min(columns, count - row * columns) }, (_, place) => {
            const index = row * columns + place
            const left = place * (column + gap)
            const style = { width: column, height, transform: `translate(${left}px, ${start - top}px)` }
            return (
              <li key={index} style={style} aria-setsize={count} aria-posinset={index + 1}>
                {render(index)}
              </li>
            )
          }),
        )}
    </ul>
  )
}
