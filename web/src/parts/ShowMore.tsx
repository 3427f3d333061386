import { type RefObject, useEffect, useRef } from 'react'
import { Button } from './Button.tsx'

type Props = {
  /** rows that are shown */
  count: number
  hasMore: boolean
  loading: boolean
  onMore: () => void
  /** a list, or a table, whose rows have a link or a button each */
  list: RefObject<HTMLUListElement | HTMLTableElement | null>
}

/** Asks for the next page of a list; where that was the last, the focus goes to the first row that came with it. */
export function ShowMore({ count, hasMore, loading, onMore, list }: Props) {
  const before = useRef<number | null>(null)
  useEffect(() => {
    const from = before.current
    if (from === null || count <= from) return
    before.current = null
    if (hasMore || (document.activeElement && document.activeElement !== document.body)) return
    const row = list.current?.querySelectorAll(':scope > li, :scope > tbody > tr')[from]
    row?.querySelector<HTMLElement>('a[href], button')?.focus()
  }, [count, hasMore, list])

  if (count === 0 || !hasMore) return null
  return (
    <div>
      <Button
        aria-disabled={loading}
        onClick={() => {
          before.current = count
          onMore()
        }}
      >
        Show more
      </Button>
    </div>
  )
}
