import type { DroppedFile } from '../parts/droppedFiles.ts'
import { Notice } from '../parts/Notice.tsx'
import { namesOf } from '../parts/namesOf.ts'

/** Which of the dropped files are detections, and where these are of use. */
export function ResultsAmong({ results }: { results: readonly DroppedFile[] }) {
  if (results.length === 0) return null
  const isOne = results.length === 1
  return (
    <Notice
      title={isOne ? 'One file is detections, not ground truth' : 'Some files are detections, not ground truth'}
      live
    >
      <p>
        {namesOf(results.map(({ path }) => path))}: to have {isOne ? 'it' : 'them'} scored, open the page of the dataset
        and evaluate {isOne ? 'it' : 'them'} there as “Results from elsewhere”.
      </p>
    </Notice>
  )
}
