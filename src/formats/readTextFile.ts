import { readFile } from 'node:fs/promises'
import { InvalidInput } from '../../eval/invalidInput.ts'
import type { InvalidCode } from './lineProblem.ts'

const reasons: Record<string, string> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads back to itself',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
}

/** What the system said of a file or a folder, for its user. */
export const unreadable = (path: string, kind: 'file' | 'folder', code: InvalidCode, error: NodeJS.ErrnoException) =>
  new InvalidInput(code, `'${path}': expected a ${kind} but ${reasons[error.code ?? ''] ?? error.message}.`)

/** @throws InvalidInput where there is no such file, or it may not be read */
export function readBytes(path: string, code: InvalidCode): Promise<Buffer> {
  return readFile(path).catch(error => {
    throw unreadable(path, 'file', code, error)
  })
}

/**
 * Text without its byte order mark.
 * @param encoding a label of the Encoding Standard
 * @throws InvalidInput for bytes that are not of this encoding
 */
export function decodeText(bytes: Uint8Array, path: string, code: InvalidCode, encoding = 'utf-8'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    const received = utf16 ? 'UTF-16' : 'bytes of another encoding'
    throw new InvalidInput(
      code,
      `'${path}': expected ${encoding.toUpperCase()} text, received ${received}.`,
      'Save the file as UTF-8.',
    )
  }
}
