import { AppError } from '../errors.ts'

export const invalidArchive = (message: string, hint: string, cause?: unknown) =>
  new AppError('ARCHIVE_INVALID', message, { hint, cause })

/** A name as it stands in a message: in quotes, without control characters, not endless. */
export const quoted = (name: string) => JSON.stringify(name.length > 120 ? `${name.slice(0, 119)}…` : name)

/**
 * What a reader of archives threw, as AppError ARCHIVE_INVALID; failures of the disk and errors that are meant for
 * callers already stay as they are.
 * @param what what was being read, such as `the file "a.jpg" in it`
 */
export function archiveError(error: unknown, what: string): unknown {
  if (error instanceof AppError || (error instanceof Error && 'syscall' in error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return invalidArchive(
    `Expected an archive that is whole, but ${what} cannot be read: ${reason.replace(/\.$/, '')}.`,
    'Copy or download it again; where that does not help, pack it again.',
    error,
  )
}
