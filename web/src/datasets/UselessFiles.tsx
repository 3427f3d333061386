import { Link } from 'wouter'
import { formatCounted } from '../parts/formatNumber.ts'
import { Notice } from '../parts/Notice.tsx'
import type { DatasetPlan } from './planDataset.ts'
import { ResultsAmong } from './ResultsAmong.tsx'

/** Where dropped files have no ground truth: what they are, and what to do with them. */
export function UselessFiles({ plan: { photos, results, ignored } }: { plan: DatasetPlan }) {
  if (results.length > 0) return <ResultsAmong results={results} />
  return photos.length > 0 ? (
    <Notice tone="warn" title="There are photos, and no annotations" live>
      <p>
        {formatCounted(photos.length, 'photo')} came without ground truth. Drop them together with their annotations, or
        open a dataset below and add them there. To detect objects in them, go to <Link href="/">Detect</Link>.
      </p>
    </Notice>
  ) : (
    <Notice tone="warn" title="Nothing here is known as ground truth" live>
      <p>
        What came:{' '}
        {ignored
          .slice(0, 5)
          .map(({ path }) => path)
          .join(', ')}
        {ignored.length > 5 && ` and ${formatCounted(ignored.length - 5, 'other')}`}. Expected a .json or .csv file, an
        archive, or a folder of YOLO labels (.txt) or Pascal VOC (.xml).
      </p>
    </Notice>
  )
}
