import type { DroppedFile } from '../parts/droppedFiles.ts'

/** What the server decodes; a telephone that is asked for these converts what it has. */
export const acceptedTypes = 'image/jpeg,image/png,image/webp'

const accepted = new Set(acceptedTypes.split(','))
const byEnding: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  heif: 'image/heif',
  avif: 'image/avif',
  gif: 'image/gif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
}

const typeOf = ({ file, path }: DroppedFile) =>
  file.type || byEnding[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] || ''

/**
 * Tells photos from other files by their type, or by their ending where the system knows no type. Of a folder, what is no
 * image at all is left out without a word.
 */
export function acceptPhotos(files: readonly DroppedFile[]) {
  const photos = files.filter(each => accepted.has(typeOf(each)))
  const refused = files.filter(
    each => !accepted.has(typeOf(each)) && (typeOf(each).startsWith('image/') || !each.path.includes('/')),
  )
  return { photos, refused: refused.map(({ path }) => path) }
}
