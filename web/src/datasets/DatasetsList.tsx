import { useRef } from 'react'
import { Link } from 'wouter'
import type { PagesState } from '../api/createPages.ts'
import type { DatasetsListQuery } from '../api/generated.ts'
import { EmptyState } from '../parts/EmptyState.tsx'
import { formatCounted, formatMoment } from '../parts/formatNumber.ts'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { ShowMore } from '../parts/ShowMore.tsx'
import styles from './DatasetsList.module.css'

type Listed = DatasetsListQuery['datasets']['nodes'][number]
type Props = PagesState<Listed> & { more: () => Promise<void> }

const photosOf = ({ photoCount, imageCount }: Listed) =>
  photoCount === imageCount
    ? 'all with photos'
    : photoCount === 0
      ? 'no photos'
      : `${formatCounted(photoCount, 'photo')}`

/** The datasets that there are, newest first. */
export function DatasetsList({ nodes, hasMore, loading, problem, more }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const isEmpty = nodes.length === 0 && !hasMore && !problem
  return (
    <Panel title="Stored datasets">
      {isEmpty && (
        <EmptyState title="There is no dataset yet">
          <p>
            Drop a folder or a file above. For a first try: the folder <code>demo/scenes</code> of fovea, 60 drawn
            scenes with their boxes.
          </p>
        </EmptyState>
      )}
      <ul ref={list} className={styles.list} aria-busy={loading} hidden={isEmpty}>
        {nodes.map(dataset => (
          <li key={dataset.id}>
            <Link href={`/datasets/${dataset.id}`}>{dataset.name}</Link>
            <span>
              {formatCounted(dataset.imageCount, 'image')}, {photosOf(dataset)}
            </span>
            <span>{formatCounted(dataset.annotationCount, 'annotation')}</span>
            <time dateTime={dataset.createdAt}>{formatMoment(dataset.createdAt)}</time>
          </li>
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} title="The datasets could not be listed" onRetry={more} />}
      <ShowMore count={nodes.length} hasMore={hasMore} loading={loading} onMore={more} list={list} />
    </Panel>
  )
}
