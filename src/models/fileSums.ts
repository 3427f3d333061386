import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Source } from './catalogue.ts'

/** Length and sums of a file, these in lower-case hexadecimal. */
export type FileSums = { bytes: number; sha256: string; sha384: string }

/** Reads a file once. @throws what Node's file system throws */
export async function fileSums(path: string): Promise<FileSums> {
  const sha256 = createHash('sha256')
  const sha384 = createHash('sha384')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    sha256.update(chunk)
    sha384.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: sha256.digest('hex'), sha384: sha384.digest('hex') }
}

/** Whether it can be known of a file that it is the one that was published. */
export const hasSum = ({ sha256, sha384 }: Source): boolean => sha256 !== undefined || sha384 !== undefined

/** What is expected of the file of a source and what was found, in words; undefined when nothing speaks against it. */
export function sumProblem(source: Source, found: FileSums): string | undefined {
  const isRight = (key: keyof FileSums) => source[key] === undefined || source[key] === found[key]
  if (isRight('bytes') && isRight('sha256') && isRight('sha384')) return undefined
  const words = (of: Partial<FileSums>) =>
    [
      of.bytes !== undefined && `${of.bytes.toLocaleString('en')} bytes`,
      source.sha256 !== undefined && `SHA-256 ${of.sha256}`,
      source.sha384 !== undefined && `SHA-384 ${of.sha384}`,
    ]
      .filter(Boolean)
      .join(', ')
  return `expected ${words(source)} but found ${words(found)}`
}
