const longest = 255

/**
 * A file's name as it is kept: without folders, control characters (Postgres has no NUL) and halves of surrogate pairs,
 * 255 characters at most; null when nothing is left.
 */
export function plainFileName(given: string | null | undefined): string | null {
  const last = (given ?? '').split(/[/\\]/).at(-1) ?? ''
  const plain = [...last.toWellFormed().replaceAll(/[\p{Cc}\u{FFFD}]/gu, '')].slice(0, longest).join('')
  return plain === '' || plain === '.' || plain === '..' ? null : plain
}
