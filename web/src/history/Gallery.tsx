import { useMemo } from 'react'
import { Link } from 'wouter'
import { HistoryImagesDocument } from '../api/generated.ts'
import { usePages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { VirtualGrid } from '../parts/VirtualGrid.tsx'
import { filterProblem } from './filterProblem.ts'
import { type HistoryFilter, imageFilterOf, isFiltered, scoreOf } from './historyFilter.ts'
import styles from './ImageTile.module.css'
import { ImageTile, TileToCome, tileHeight } from './ImageTile.tsx'

type Props = {
  filter: HistoryFilter
  /** all images of the filter; null while it is not known */
  total: number | null
  onClear: () => void
}

/** Tiles that stand at the end of a list that goes on. */
const toCome = 12

/** The images of a filter, newest first, as many as one scrolls to. */
export function Gallery({ filter, total, onClear }: Props) {
  const variables = useMemo(() => ({ filter: imageFilterOf(filter), minScore: scoreOf(filter) }), [filter])
  const { nodes, hasMore, loading, problem, more } = usePages(HistoryImagesDocument, variables, data => data.images)

  if (nodes.length === 0 && !hasMore) return <NothingHere isFiltered={isFiltered(filter)} onClear={onClear} />
  return (
    <>
      {(nodes.length > 0 || !problem) && (
        <VirtualGrid
          label="Images"
          count={nodes.length + (hasMore && !problem ? toCome : 0)}
          total={hasMore ? total : nodes.length}
          minColumn={200}
          rowHeight={tileHeight}
          render={index => (nodes[index] ? <ImageTile image={nodes[index]} filter={filter} /> : <TileToCome />)}
          onNearEnd={more}
        />
      )}
      {problem && (
        <ProblemNotice
          title="The images could not be loaded."
          problem={filterProblem(problem)}
          {...(loading ? {} : { onRetry: more })}
        />
      )}
      {problem && nodes.length === 0 && isFiltered(filter) && (
        <Button look="primary" className={styles.clear} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </>
  )
}

function NothingHere({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState title="No image is like this">
        <p>Lower the score, choose other categories or a longer time, or look at all images.</p>
        <Button look="primary" onClick={onClear}>
          Clear filters
        </Button>
      </EmptyState>
    )
  return (
    <EmptyState title="Nothing is stored yet">
      <p>
        Images are kept with what was found on them. <Link href="/">Detect objects in a photo</Link>, and it shows up
        here.
      </p>
    </EmptyState>
  )
}
