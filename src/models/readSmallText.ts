import { open } from 'node:fs/promises'
import { AppError } from '../errors.ts'

const mostBytes = 1024 * 1024

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
}

/**
 * The text of a file that a person wrote, without its byte order mark.
 * @param what it is to be, for messages: `labels`
 * @throws AppError BAD_USER_INPUT when it cannot be read, has more than 1 MB or is not UTF-8
 */
export async function readSmallText(path: string, what: string): Promise<string> {
  const wrong = (reason: string) => new AppError('BAD_USER_INPUT', `${path}: expected a file of ${what} but ${reason}.`)
  const bytes = Buffer.alloc(mostBytes + 1)
  let length = 0
  try {
    await using file = await open(path)
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = (await file.read(bytes, length, bytes.length - length)).bytesRead
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw wrong(reasons[code ?? ''] ?? message)
  }
  if (length > mostBytes) throw wrong('it has more than 1 MB')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length))
  } catch {
    throw wrong('it is not UTF-8 text')
  }
}
