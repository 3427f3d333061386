import { memo } from 'react'
import { Link } from 'wouter'
import type { HistoryTileFragment } from '../api/generated.ts'
import { formatMoment } from '../parts/formatNumber.ts'
import { tally } from './compareRuns.ts'
import { fromGallery } from './fromGallery.ts'
import styles from './ImageTile.module.css'

/** Pixels below the thumbnail. */
const wordsHeight = 84

/** Pixels of a tile that is so many wide. */
export const tileHeight = (width: number): number => Math.round(width * 0.75) + wordsHeight

function found({ runs }: HistoryTileFragment): string {
  const [newest] = runs.nodes
  if (!newest) return 'Not looked at yet'
  return tally(newest.detections.map(({ category }) => category.name)) || 'Nothing of score 0.50 or more'
}

/** A stored image: its thumbnail, its name, what its newest run found, when it came. */
export const ImageTile = memo(function ImageTile({ image }: { image: HistoryTileFragment }) {
  return (
    <Link href={`/history/${image.id}`} state={fromGallery} className={styles.tile}>
      <span className={styles.ground}>
        <img src={image.thumbnailUrl} alt="" decoding="async" draggable={false} />
      </span>
      <span className={styles.name}>{image.fileName ?? 'Without a name'}</span>
      <span className={styles.line}>{found(image)}</span>
      <span className={styles.line}>{formatMoment(image.createdAt)}</span>
    </Link>
  )
})

/** Stands where a tile is on its way. */
export const TileToCome = () => <div className={`${styles.tile} ${styles.toCome}`} aria-hidden="true" />
