import type { DatasetDetailQuery } from '../api/generated.ts'
import { formatCount, formatMoment } from '../parts/formatNumber.ts'
import styles from './DatasetFacts.module.css'

/** A dataset as its own address shows it. */
export type DatasetDetail = NonNullable<DatasetDetailQuery['dataset']>

const formats = { COCO: 'COCO JSON', YOLO: 'YOLO', VOC: 'Pascal VOC', CSV: 'CSV' }

/** What a dataset has, in numbers. */
export function DatasetFacts({ dataset }: { dataset: DatasetDetail }) {
  const { imageCount, photoCount, annotationCount, crowdCount, categories } = dataset
  const facts = [
    ['Images', formatCount(imageCount)],
    ['With a photo', formatCount(photoCount)],
    ['Annotations', formatCount(annotationCount)],
    ...(crowdCount > 0 ? [['of them crowds', formatCount(crowdCount)]] : []),
    ['Categories', formatCount(categories.length)],
    ['Format', formats[dataset.format]],
    ...(dataset.orientation === 'RAW' ? [['Boxes drawn on', 'unturned photos']] : []),
    ['Stored', formatMoment(dataset.createdAt)],
    ...(dataset.frozenAt ? [['Photos fixed since', formatMoment(dataset.frozenAt)]] : []),
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
