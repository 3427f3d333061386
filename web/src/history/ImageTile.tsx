import { memo } from 'react'
import { Link } from 'wouter'
import type { HistoryTileFragment } from '../api/generated.ts'
import { formatMoment, formatScore } from '../parts/formatNumber.ts'
import { tally } from './compareRuns.ts'
import { fromGallery } from './fromGallery.ts'
import { type HistoryFilter, scoreOf, writeFilter } from './historyFilter.ts'
import styles from './ImageTile.module.css'
import { shortMoment } from './shortMoment.ts'
import { splitName } from './splitName.ts'
import { viewUnder, writeView } from './useImageView.ts'

/** Pixels below the thumbnail. */
const wordsHeight = 84

/** Pixels of a tile that is so many wide. */
export const tileHeight = (width: number): number => Math.round(width * 0.75) + wordsHeight

function found({ runs }: HistoryTileFragment, filter: HistoryFilter): string {
  const [newest] = runs.nodes
  if (!newest) return 'Not looked at yet'
  const names = newest.detections.map(({ category }) => category.name)
  return tally(names) || `Nothing from ${formatScore(scoreOf(filter))} up`
}

type Props = {
  image: HistoryTileFragment
  /** under which it is shown: its page begins with the same score and categories */
  filter: HistoryFilter
}

/** A stored image: its thumbnail, its name, what its newest run found, when it came. */
export const ImageTile = memo(function ImageTile({ image, filter }: Props) {
  const { id, createdAt } = image
  const view = writeView(viewUnder(filter)).toString()
  return (
    <Link
      href={`/history/${id}${view && `?${view}`}`}
      state={fromGallery(writeFilter(filter).toString())}
      className={styles.tile}
    >
      <span className={styles.ground}>
        <img src={image.thumbnailUrl} alt="" decoding="async" draggable={false} />
      </span>
      <Name name={image.fileName ?? 'Without a name'} />
      <span className={styles.line}>{found(image, filter)}</span>
      <time className={styles.line} dateTime={createdAt} title={formatMoment(createdAt)}>
        {shortMoment(createdAt)}
      </time>
    </Link>
  )
})

/** Where there is no room for all of it, the middle is left out. */
function Name({ name }: { name: string }) {
  const [head, tail] = splitName(name)
  if (tail === '') return <span className={styles.name}>{name}</span>
  return (
    <>
      <span className="visually-hidden">{name}</span>
      <span className={styles.name} aria-hidden="true">
        <span>{head}</span>
        {tail}
      </span>
    </>
  )
}

/** Stands where a tile is on its way. */
export const TileToCome = () => <div className={`${styles.tile} ${styles.toCome}`} aria-hidden="true" />
