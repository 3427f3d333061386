import type { Context } from './context.ts'
import { keyOrNobody } from './nodeId.ts'
import { Refused } from './refused.ts'
import { userError } from './userError.ts'

/** An id that stands somewhere in the arguments. */
export type Given = { id: string; path: readonly string[] }

/**
 * The keys of uploads that a request names.
 * @throws Refused with UPLOAD_NOT_FOUND for each that does not exist, is not finished or has expired
 */
export async function checkUploads(given: readonly Given[], { store }: Context): Promise<string[]> {
  const keys = given.map(({ id }) => keyOrNobody('Upload', id))
  if (keys.length === 0) return keys
  const found = new Set((await store.uploads.findMany(keys)).map(({ id }) => id))
  const missing = given.filter((_, index) => !found.has(keys[index]!))
  if (missing.length === 0) return keys
  throw new Refused(
    ...missing.map(({ path }) =>
      userError(
        'UPLOAD_NOT_FOUND',
        path,
        'Expected the id of a finished upload but there is none, or it has expired.',
        'PUT /uploads gives a new one.',
      ),
    ),
  )
}
