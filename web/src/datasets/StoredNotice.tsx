import { Link } from 'wouter'
import { buttonClass } from '../parts/Button.tsx'
import { formatCounted } from '../parts/formatNumber.ts'
import { Notice } from '../parts/Notice.tsx'
import styles from './NewDataset.module.css'
import { PhotoReportView } from './PhotoReportView.tsx'
import type { StoredDataset } from './sendGroundTruth.ts'

/** What was stored, whether it is new, and what became of its photos. */
export function StoredNotice({ dataset, created, report }: StoredDataset) {
  const content = `${formatCounted(dataset.imageCount, 'image')}, ${formatCounted(dataset.annotationCount, 'annotation')}`
  return (
    <div className={styles.setup}>
      <Notice tone="good" title={created ? `${dataset.name} is stored` : 'It was stored before'} live>
        <p>
          {content}.{' '}
          {!created &&
            `The same content is the dataset ${dataset.name}, which keeps its name; it was not stored twice.`}
        </p>
        <Link href={`/datasets/${dataset.id}`} className={buttonClass('primary')}>
          Open {dataset.name}
        </Link>
      </Notice>
      {report && <PhotoReportView report={report} />}
    </div>
  )
}
