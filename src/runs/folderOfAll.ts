/** The innermost folder that everything is in; '' for the archive itself. */
export function folderOfAll([first = '', ...others]: readonly string[]): string {
  const segments = first.split('/').slice(0, -1)
  const isShared = (depth: number) => others.every(other => other.startsWith(`${segments.slice(0, depth).join('/')}/`))
  let depth = 0
  while (depth < segments.length && isShared(depth + 1)) depth++
  return segments.slice(0, depth).join('/')
}
