import { posix } from 'node:path'

/** Whether a path is a folder, or something in it, as far as names tell: what links lead to is not looked at. */
export function isInside(folder: string, path: string): boolean {
  const relative = posix.relative(folder, posix.resolve(path))
  return relative !== '..' && !relative.startsWith('../')
}
