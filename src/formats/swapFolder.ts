import { posix } from 'node:path'

/** A path with its last folder of the name `from` called `to`; the path as it is where no folder has that name. */
export function swapFolder(path: string, from: 'images' | 'labels', to: 'images' | 'labels'): string {
  const last = new RegExp(`^(.*/|)${from}(/.*|)$`)
  const absolute = last.test(path) ? path : posix.resolve(path)
  return last.test(absolute) ? absolute.replace(last, `$1${to}$2`) : path
}
