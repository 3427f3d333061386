import { useEffect, useEffectEvent, useRef } from 'react'
import { useSearchParams } from 'wouter'
import { DatasetImagesDocument, type DatasetImagesQuery } from '../api/generated.ts'
import { usePages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { formatCount, formatCounted } from '../parts/formatNumber.ts'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { VirtualGrid } from '../parts/VirtualGrid.tsx'
import type { DatasetDetail } from './DatasetFacts.tsx'
import { DatasetImageDialog } from './DatasetImageDialog.tsx'
import styles from './DatasetImages.module.css'

type Listed = NonNullable<DatasetImagesQuery['dataset']>['images']['nodes'][number]

const pageSize = 60
const captionHeight = 52
/** The next page is asked for where so few images of the list are left behind the one that is open. */
const fewLeft = 10
/** Images that are listed at most to find the neighbours of one that is opened by its address. */
const mostSought = 6000

/** The images of a dataset as a grid; one that is opened stands in the address. */
export function DatasetImages({ dataset: { id, imageCount, photoCount } }: { dataset: DatasetDetail }) {
  const [search, setSearch] = useSearchParams()
  const onlyMissing = search.get('photo') === 'none'
  const opened = search.get('image')
  const { nodes, hasMore, loading, problem, more } = usePages(
    DatasetImagesDocument,
    { id, first: pageSize, filter: onlyMissing ? { hasPhoto: false } : null },
    data => data.dataset?.images,
  )

  function set(name: string, value: string | null) {
    setSearch(
      previous => {
        if (value === null) previous.delete(name)
        else previous.set(name, value)
        return previous
      },
      { replace: true },
    )
  }

  const names = nodes.flatMap(({ fileName }) => (fileName === null ? [] : [fileName]))
  const at = opened === null ? -1 : names.indexOf(opened)
  const seeks = opened !== null && (at === -1 ? nodes.length < mostSought : at >= names.length - fewLeft)
  const seek = useEffectEvent(() => void more())
  useEffect(() => {
    if (seeks && hasMore && !loading && !problem) seek()
  }, [seeks, hasMore, loading, problem])

  const content = useRef<HTMLDivElement>(null)
  function showMissing(only: boolean) {
    set('photo', only ? 'none' : null)
    // The chip, or the button of the empty state, may be gone.
    if (photoCount === imageCount) content.current?.focus()
  }
  return (
    <Panel
      title="Images"
      id="images"
      actions={
        (photoCount < imageCount || onlyMissing) && (
          <Chip
            pressed={onlyMissing}
            onToggle={() => showMissing(!onlyMissing)}
            count={formatCount(imageCount - photoCount)}
          >
            Without a photo
          </Chip>
        )
      }
    >
      <div ref={content} tabIndex={-1} className={styles.content}>
        <VirtualGrid
          label="Images"
          count={nodes.length}
          minColumn={150}
          rowHeight={column => column + captionHeight}
          onNearEnd={more}
          render={index => {
            const image = nodes[index]
            return image ? <Tile image={image} onOpen={name => set('image', name)} /> : null
          }}
        />
        {onlyMissing && nodes.length === 0 && !hasMore && !problem && (
          <EmptyState title="Every image has a photo">
            <Button onClick={() => showMissing(false)}>Show all images</Button>
          </EmptyState>
        )}
      </div>
      {problem && <ProblemNotice problem={problem} title="The images could not be listed" onRetry={more} />}
      {loading && <p role="status">Loading …</p>}
      {hasMore && !loading && !problem && (
        <div>
          <Button onClick={more}>Show more</Button>
        </div>
      )}
      {opened !== null && (
        <DatasetImageDialog
          datasetId={id}
          fileName={opened}
          previous={at > 0 ? names[at - 1]! : null}
          next={at === -1 ? null : (names[at + 1] ?? null)}
          onOpen={name => set('image', name)}
          onClose={() => set('image', null)}
        />
      )}
    </Panel>
  )
}

function Tile({ image, onOpen }: { image: Listed; onOpen: (fileName: string) => void }) {
  const { fileId, fileName, annotationCount, image: photo } = image
  const name = fileName ?? `Image ${fileId}`
  return (
    <button
      type="button"
      className={styles.tile}
      disabled={fileName === null}
      onClick={() => fileName !== null && onOpen(fileName)}
    >
      <span className={styles.picture}>
        {photo ? <img src={photo.thumbnailUrl} alt="" loading="lazy" decoding="async" /> : 'No photo'}
      </span>
      <span className={styles.name}>{name}</span>
      <span className={styles.count}>{formatCounted(annotationCount, 'annotation')}</span>
    </button>
  )
}
