import { InvalidInput } from '../../eval/invalidInput.ts'
import { readArchive } from '../archive/readArchive.ts'
import { isImage } from '../formats/fileKinds.ts'
import { imageHeadBytes, measureImage } from '../formats/measureImage.ts'
import { gather } from '../gather.ts'
import { peek } from './peek.ts'

const code = 'DATASET_INVALID'
/** A WebP is read as a whole. */
const mostBytes = 100 * 1024 * 1024

type Size = { width: number; height: number }

/**
 * Measures all pictures of an archive, one after the other.
 * @param archive what messages call it
 * @returns the size of the one of a name, upright; it throws InvalidInput for one that cannot be read
 */
export async function measurePhotos(path: string, archive: string): Promise<(name: string) => Size> {
  const sizes = new Map<string, Size | InvalidInput>()
  for await (const { name, chunks } of readArchive(path, { maxEntryBytes: mostBytes })) {
    if (!isImage(name)) continue
    const { start, all } = await peek(chunks(), imageHeadBytes)
    try {
      sizes.set(name, await measureImage(`${archive}/${name}`, code, start, () => gather(all)))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      sizes.set(name, error)
    } finally {
      await all.return()
    }
  }
  return name => {
    const size = sizes.get(name)
    if (size === undefined || size instanceof InvalidInput)
      throw size ?? new InvalidInput(code, `'${archive}/${name}': expected a picture in the archive, found none.`)
    return size
  }
}
