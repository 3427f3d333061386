import type { DroppedFile } from '../parts/droppedFiles.ts'

/** Photos that are sent before they are added to the dataset. */
const batchPhotos = 100
const batchBytes = 200e6

/** Photos in groups of so many and so large that one request takes each. */
export function batchesOf(photos: readonly DroppedFile[]): DroppedFile[][] {
  const batches: DroppedFile[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const photo of photos) {
    const batch = batches.at(-1)
    if (!batch || batch.length >= batchPhotos || bytes + photo.file.size > batchBytes) {
      batches.push([photo])
      bytes = photo.file.size
    } else {
      batch.push(photo)
      bytes += photo.file.size
    }
  }
  return batches
}
