import { formatCount, formatCounted } from '../parts/formatNumber.ts'
import { type Photo, runsOf } from './photo.ts'
import { type DetectFilter, shownDetections } from './shownDetections.ts'

/** How far all photos are: `12 of 16 photos done, 87 objects`; and what failed. */
export function summarizePhotos(photos: readonly Photo[], filter: DetectFilter): string {
  const done = photos.filter(({ state }) => state.kind === 'done').length
  const failed = photos.filter(({ state }) => state.kind === 'failed').length
  const objects = runsOf(photos).reduce((sum, run) => sum + shownDetections(run, filter).length, 0)
  const progress =
    done === photos.length
      ? `${formatCounted(photos.length, 'photo')} done`
      : `${formatCount(done)} of ${formatCounted(photos.length, 'photo')} done`
  return `${progress}, ${formatCounted(objects, 'object')}${failed > 0 ? `, ${formatCount(failed)} failed` : ''}`
}
