import type { ImageFormat } from './imageHeader.ts'

const signatures: readonly (readonly [format: ImageFormat, at: number, text: string])[] = [
  ['JPEG', 0, '\xff\xd8\xff'],
  ['PNG', 0, '\x89PNG\r\n\x1a\n'],
  ['WEBP', 8, 'WEBP'],
]

/** The format that a file's signature names, whatever follows; undefined for every type that fovea does not read. */
export function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return signatures.find(
    ([format, at, text]) => start.startsWith(text, at) && (format !== 'WEBP' || start.startsWith('RIFF')),
  )?.[0]
}
