import type { Finding } from '../finding.ts'
import type { GroundTruth } from '../groundTruth.ts'
import { createImageFinder } from '../resolve/createImageFinder.ts'
import { sayNumber } from './sayCount.ts'

/** A photo: pixels as it is shown, upright, and the EXIF orientation that turned it there, 1 to 8. */
export type ImageSize = { fileName: string; width: number; height: number; orientation: number }

/** On which pixels boxes were drawn: UPRIGHT as the photo is shown, RAW as they are stored, before EXIF orientation. */
export type Orientation = 'UPRIGHT' | 'RAW'

/** `photo` has the size of the pixels that boxes were drawn on, as far as the orientation says. */
type Mismatch = { photo: ImageSize; width: number; height: number }

/**
 * Compares photos with the sizes that the ground truth gives, for callers that have the photos. EXIF orientations 5 to 8
 * turn a photo by a quarter: a tool that ignores them draws boxes on the unrotated pixels, width and height exchanged.
 * Photos that the ground truth does not list, or gives no size for, are passed over.
 */
export function checkImageSizes(
  { images }: Pick<GroundTruth, 'images'>,
  photos: readonly ImageSize[],
  orientation: Orientation = 'UPRIGHT',
): Finding[] {
  const find = createImageFinder(images)
  const mismatches = photos.map(drawnOn[orientation]).flatMap(photo => {
    const [position, other] = find(photo.fileName)
    if (position === undefined || other !== undefined) return []
    const width = images.widths[position]!
    const height = images.heights[position]!
    const isUnknown = width === 0 || height === 0
    return isUnknown || (photo.width === width && photo.height === height) ? [] : [{ photo, width, height }]
  })
  const turned = mismatches.filter(isTurned)
  const others = mismatches.filter(mismatch => !isTurned(mismatch))
  return [
    ...describe(turned, photos.length, orientation, otherOrientation[orientation]),
    ...describe(
      others,
      photos.length,
      orientation,
      'Give the photos that were annotated, in their original size, or correct width and height in the ground truth.',
    ),
  ]
}

const drawnOn: Record<Orientation, (photo: ImageSize) => ImageSize> = {
  UPRIGHT: photo => photo,
  RAW: photo => (photo.orientation >= 5 ? { ...photo, width: photo.height, height: photo.width } : photo),
}

const otherOrientation: Record<Orientation, string> = {
  UPRIGHT:
    'Create the dataset with orientation: RAW if boxes were drawn on unrotated pixels (they are then turned upright).',
  RAW: 'Create the dataset with orientation: UPRIGHT: boxes were drawn on the photo as it is shown.',
}

const isTurned = ({ photo, width, height }: Mismatch) =>
  photo.orientation >= 5 && photo.width === height && photo.height === width

function describe(
  [first, ...others]: readonly Mismatch[],
  photos: number,
  orientation: Orientation,
  hint: string,
): Finding[] {
  if (!first) return []
  const { photo, width, height } = first
  const turned = isTurned(first) ? ` (EXIF orientation ${photo.orientation})` : ''
  const more = others.length > 0 ? ` So it is with ${sayNumber(others.length + 1)} of ${sayNumber(photos)} photos.` : ''
  return [
    {
      code: 'IMAGE_SIZE_MISMATCH',
      severity: 'ERROR',
      message:
        `'${photo.fileName}' is ${photo.width}×${photo.height} ${orientation === 'RAW' ? 'unrotated' : 'upright'}${turned}; ` +
        `the ground truth says ${width}×${height}.${more}`,
      hint,
      count: others.length + 1,
    },
  ]
}
