import { makeZip } from 'client-zip'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { commonFolder } from './planUpload.ts'

type Options = {
  /** @param packed share of the files that are in it, 0 to 1 */
  onProgress?: (packed: number) => void
  signal?: AbortSignal
}

/**
 * One ZIP archive of files, stored as they are, with their folders but for one that all of them lie in.
 * @throws the signal's reason when it was aborted; what the browser says of a file that cannot be read any more
 */
export async function packFolder(files: readonly DroppedFile[], { onProgress, signal }: Options = {}): Promise<Blob> {
  const folder = commonFolder(files.map(({ path }) => path))
  const from = folder === null ? 0 : folder.length + 1

  function* entries() {
    for (const [index, { file, path }] of files.entries()) {
      signal?.throwIfAborted()
      onProgress?.(index / files.length)
      yield { input: file, name: path.slice(from), lastModified: new Date(file.lastModified) }
    }
  }

  return new Response(makeZip(entries()), { headers: { 'content-type': 'application/zip' } }).blob()
}
