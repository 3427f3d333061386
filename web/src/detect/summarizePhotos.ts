import { formatCount, formatCounted } from '../parts/formatNumber.ts'
import { type Photo, runsOf } from './photo.ts'
import { type DetectFilter, shownDetections } from './shownDetections.ts'

/** How far all photos are: `12 of 16 photos done, 87 objects`; and what failed. */
export function summarizePhotos(photos: readonly Photo[], filter: DetectFilter): string {
  const runs = runsOf(photos)
  const failed = photos.filter(({ state }) => state.kind === 'failed').length
  const objects = runs.reduce((sum, run) => sum + shownDetections(run, filter).length, 0)
  const done =
    runs.length === photos.length
      ? `${formatCounted(photos.length, 'photo')} done`
      : `${formatCount(runs.length)} of ${formatCounted(photos.length, 'photo')} done`
  return `${done}, ${formatCounted(objects, 'object')}${failed > 0 ? `, ${formatCount(failed)} failed` : ''}`
}
