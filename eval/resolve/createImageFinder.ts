import type { ImageColumns } from '../groundTruth.ts'

const cleanPath = (path: string) => path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '')

const lastSegment = (path: string) => path.slice(path.lastIndexOf('/') + 1)

const withoutExtension = (name: string) => name.replace(/(?<=.)\.[^.]*$/, '')

/** Leading zeros of a number do not matter: 139 is 000000000139. */
const keyOf = (stem: string) => (/^\d+$/.test(stem) ? stem.replace(/^0+(?=\d)/, '') : stem)

/**
 * Answers the positions of the images that a name means: those of that path, else those whose file name without folders
 * and extension is the same. More than one where names do not tell images apart.
 */
export function createImageFinder({ fileNames }: ImageColumns): (name: string) => readonly number[] {
  const positions = fileNames.map((_, position) => position).filter(position => fileNames[position] !== '')
  const byPath = Map.groupBy(positions, position => cleanPath(fileNames[position]!))
  const byStem = Map.groupBy(positions, position =>
    keyOf(withoutExtension(lastSegment(cleanPath(fileNames[position]!)))),
  )

  return name => {
    const path = cleanPath(name)
    const segment = lastSegment(path)
    // A stem may have a dot of its own: 'photo.v2' is the stem of 'photo.v2.jpg'.
    return byPath.get(path) ?? byStem.get(keyOf(segment)) ?? byStem.get(keyOf(withoutExtension(segment))) ?? []
  }
}
