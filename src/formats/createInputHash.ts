import { createHash } from 'node:crypto'
import { inNameOrder } from './listFiles.ts'

export const sha256Of = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

/**
 * The hash of an input of many files: SHA-256 over a line for each, sorted by name, of the name and the hash of what was
 * read of it. Of a picture that is its size and not its pixels, so that compressing it anew changes nothing.
 */
export function createInputHash() {
  const hashes = new Map<string, string>()
  return {
    /** @param name relative to the folder, with '/' */
    add(name: string, content: string | Uint8Array): void {
      hashes.set(name, sha256Of(content))
    },
    sha256: () =>
      sha256Of(
        [...hashes]
          .sort(([a], [b]) => inNameOrder(a, b))
          .map(([name, hash]) => `${hash}  ${name}\n`)
          .join(''),
      ),
  }
}
