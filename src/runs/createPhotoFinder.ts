import type { ImageColumns } from '../../eval/groundTruth.ts'
import { createImageFinder } from '../../eval/resolve/createImageFinder.ts'

/** Accented letters are one character or two; macOS writes them as two. */
const composed = (path: string) => path.normalize('NFC').replaceAll('\\', '/')

const or = (some: readonly number[], all: readonly number[]) => (some.length > 0 ? some : all)

/**
 * Answers the positions of the images that a photo of this path may be: see createImageFinder. Of several the one whose
 * path is the (longest) end of the photo's, which has folders of its own above, else those that the photo's is the end of.
 */
export function createPhotoFinder(images: ImageColumns): (path: string) => readonly number[] {
  const fileNames = images.fileNames.map(composed)
  const find = createImageFinder({ ...images, fileNames })

  return path => {
    const photo = `/${composed(path)}`
    const found = find(photo)
    if (found.length < 2) return found
    const ends = found.filter(position => photo.endsWith(`/${fileNames[position]}`))
    if (ends.length === 0)
      return or(
        found.filter(position => `/${fileNames[position]}`.endsWith(photo)),
        found,
      )
    const longest = Math.max(...ends.map(position => fileNames[position]!.length))
    return ends.filter(position => fileNames[position]!.length === longest)
  }
}
