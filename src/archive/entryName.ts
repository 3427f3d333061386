import { invalidArchive, quoted } from './archiveError.ts'

/** Of one folder or file on common disks, and of all of them with the slashes between; in bytes of UTF-8. */
const maxPartBytes = 255
const maxBytes = 1024
/** Folders are made as files need them; a name of a thousand would make a thousand. */
const maxParts = 32

/** Names beginning with a dot (.git, .DS_Store) and what archivers of macOS leave. */
const hidden = /^(?:\.|__MACOSX$)/

const refused = (name: string, expected: string) =>
  invalidArchive(
    `Expected ${expected} in an archive but one has the name ${quoted(name)}.`,
    'Pack it again, from within the folder whose files it shall have.',
  )

/**
 * The path of an entry below the folder that an archive is unpacked to: parts joined by '/', each a plain name, in NFC,
 * in which photos and labels are compared (macOS packs NFD). Null for what archivers and file managers leave beside the
 * files, and for the folder itself.
 * @param name as it is in the archive, '/' between its parts
 * @throws AppError ARCHIVE_INVALID for a name that leads elsewhere or that a disk cannot hold
 */
export function entryName(name: string): string | null {
  if (/\p{Cc}/u.test(name)) throw refused(name, 'names without control characters')
  if (name.includes('\\')) throw refused(name, "names with '/' between folders")
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) throw refused(name, 'names that begin with no disk and no root')
  const parts = name
    .normalize('NFC')
    .split('/')
    .filter(part => part !== '' && part !== '.')
  if (parts.includes('..')) throw refused(name, "names without '..'")
  const path = parts.join('/')
  if (parts.length > maxParts || Buffer.byteLength(path) > maxBytes)
    throw refused(name, `names of at most ${maxBytes} bytes and ${maxParts} parts`)
  if (parts.some(part => Buffer.byteLength(part) > maxPartBytes))
    throw refused(name, `names of at most ${maxPartBytes} bytes a part`)
  return path === '' || parts.some(part => hidden.test(part)) ? null : path
}
