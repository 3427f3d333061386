import type { Finding } from '../finding.ts'
import type { GroundTruth } from '../groundTruth.ts'
import { createImageFinder } from '../resolve/createImageFinder.ts'
import { sayNumber } from './sayCount.ts'

/** A photo: pixels as it is shown, upright, and the EXIF orientation that turned it there, 1 to 8. */
export type ImageSize = { fileName: string; width: number; height: number; orientation: number }

type Mismatch = { photo: ImageSize; width: number; height: number }

/**
 * Compares photos with the sizes that the ground truth gives, for callers that have the photos. EXIF orientations 5 to 8
 * turn a photo by a quarter: a tool that ignores them draws boxes on the unrotated pixels, width and height exchanged.
 * Photos that the ground truth does not list, or gives no size for, are passed over.
 */
export function checkImageSizes({ images }: GroundTruth, photos: readonly ImageSize[]): Finding[] {
  const find = createImageFinder(images)
  const mismatches = photos.flatMap(photo => {
    const [position, other] = find(photo.fileName)
    if (position === undefined || other !== undefined) return []
    const width = images.widths[position]!
    const height = images.heights[position]!
    const isUnknown = width === 0 || height === 0
    return isUnknown || (photo.width === width && photo.height === height) ? [] : [{ photo, width, height }]
  })
  const unrotated = mismatches.filter(isUnrotated)
  return [
    ...describe(
      unrotated,
      photos.length,
      'Create the dataset with orientation: RAW if boxes were drawn on unrotated pixels (they are then turned upright).',
    ),
    ...describe(
      mismatches.filter(mismatch => !isUnrotated(mismatch)),
      photos.length,
      'Give the photos that were annotated, in their original size, or correct width and height in the ground truth.',
    ),
  ]
}

const isUnrotated = ({ photo, width, height }: Mismatch) =>
  photo.orientation >= 5 && photo.width === height && photo.height === width

function describe([first, ...others]: readonly Mismatch[], photos: number, hint: string): Finding[] {
  if (!first) return []
  const { photo, width, height } = first
  const turned = isUnrotated(first) ? ` (EXIF orientation ${photo.orientation})` : ''
  const more = others.length > 0 ? ` So it is with ${sayNumber(others.length + 1)} of ${sayNumber(photos)} photos.` : ''
  return [
    {
      code: 'IMAGE_SIZE_MISMATCH',
      severity: 'ERROR',
      message:
        `'${photo.fileName}' is ${photo.width}×${photo.height} upright${turned}; ` +
        `the ground truth says ${width}×${height}.${more}`,
      hint,
      count: others.length + 1,
    },
  ]
}
