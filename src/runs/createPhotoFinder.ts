import type { ImageColumns } from '../../eval/groundTruth.ts'
import { createImageFinder } from '../../eval/resolve/createImageFinder.ts'

/** Accented letters are one character or two; macOS writes them as two. */
const composed = (path: string) => path.normalize('NFC').replaceAll('\\', '/')

/**
 * Answers the positions of the images that a photo of this path may be: see createImageFinder. Of several the one whose
 * path is the end of the photo's, which has folders of its own above, or the other way round.
 */
export function createPhotoFinder(images: ImageColumns): (path: string) => readonly number[] {
  const fileNames = images.fileNames.map(composed)
  const find = createImageFinder({ ...images, fileNames })

  return path => {
    const photo = `/${composed(path)}`
    const found = find(photo)
    if (found.length < 2) return found
    const nested = found.filter(position => {
      const name = `/${fileNames[position]}`
      return photo.endsWith(name) || name.endsWith(photo)
    })
    const lengths = nested.map(position => fileNames[position]!.length)
    const longest = nested.filter((_, index) => lengths[index] === Math.max(...lengths))
    return longest.length > 0 ? longest : found
  }
}
