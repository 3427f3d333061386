import { detectMutation } from './detectMutation.ts'
import { multipart } from './multipart.ts'

type File = { fileName: string; bytes: Uint8Array }

/** The multipart body that calls `detect` on these files. */
export function detectUploads(files: readonly File[], query = detectMutation) {
  const input = { images: files.map(() => ({ upload: null })) }
  const map = Object.fromEntries(files.map((_, index) => [index, [`variables.input.images.${index}.upload`]]))
  return multipart([
    { name: 'operations', body: JSON.stringify({ query, variables: { input } }) },
    { name: 'map', body: JSON.stringify(map) },
    ...files.map(({ fileName, bytes }, index) => ({ name: String(index), body: bytes, fileName, type: 'image/jpeg' })),
  ])
}
