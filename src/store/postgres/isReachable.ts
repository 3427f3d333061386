import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Owner } from './owner.ts'

const READ = 4
const PASS = 1

/**
 * Whether `owner` may pass every folder above `path`, and read `path` where it is a file or enter it where it is a
 * folder, by the permission bits (access lists are not looked at). True when Postgres runs as this process's user.
 */
export function isReachable(path: string, owner: Owner): boolean {
  if (owner === undefined) return true
  const allows = (target: string, bit: number) => {
    const { mode, uid, gid } = statSync(target)
    const shift = uid === owner.uid ? 6 : gid === owner.gid ? 3 : 0
    return ((mode >> shift) & bit) === bit
  }
  if (!allows(path, statSync(path).isDirectory() ? PASS : READ)) return false
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!allows(folder, PASS)) return false
    if (folder === dirname(folder)) return true
  }
}
