import { useMemo } from 'react'
import { useQuery } from 'urql'
import { useSearchParams } from 'wouter'
import { HistoryTotalDocument } from '../api/generated.ts'
import { Notice } from '../parts/Notice.tsx'
import { Page } from '../parts/Page.tsx'
import { useLastDeleted } from '../parts/useLastDeleted.ts'
import { CountsPanel } from './CountsPanel.tsx'
import { describeFilter } from './describeFilter.ts'
import { Gallery } from './Gallery.tsx'
import { HistoryFilters } from './HistoryFilters.tsx'
import { type HistoryFilter, imageFilterOf, isFiltered, noFilter, readFilter, writeFilter } from './historyFilter.ts'

/** What was detected: the stored images, newest first, under a filter that is the address. */
export default function HistoryPage() {
  const [search, setSearch] = useSearchParams()
  const filter = useMemo(() => readFilter(search), [search])
  const variables = useMemo(() => ({ filter: imageFilterOf(filter) }), [filter])
  const [{ data, fetching, error }] = useQuery({
    query: HistoryTotalDocument,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const total = fetching || error ? null : (data?.images.totalCount ?? null)
  const change = (next: HistoryFilter, replace = false) => setSearch(writeFilter(next), { replace })
  const clear = () => {
    change(noFilter)
    // The button that was pressed goes.
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }
  const [deleted] = useLastDeleted('/history')
  const isEmpty = total === 0 && !isFiltered(filter)

  return (
    <Page
      title="History"
      lead={<p role="status">{total === null ? fetching && 'Counting …' : describeFilter(filter, total)}</p>}
    >
      {deleted !== null && <Notice tone="good" title={`Deleted ${deleted}.`} live />}
      {!isEmpty && (
        <>
          <HistoryFilters filter={filter} onChange={change} />
          <CountsPanel filter={filter} onChange={change} />
        </>
      )}
      <Gallery filter={filter} total={total} onClear={clear} />
    </Page>
  )
}
