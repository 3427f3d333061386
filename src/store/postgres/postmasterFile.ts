import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What Postgres wrote about itself into its data folder; `port` is undefined while the file is being written. */
export type Postmaster = { pid: number; port: number | undefined; ready: boolean }

/** The Postgres that `postmaster.pid` in the data folder names, alive or not; undefined without such a file. */
export function readPostmaster(directory: string): Postmaster | undefined {
  const text = read(join(directory, 'postmaster.pid'))
  const lines = text?.split('\n').map(line => line.trim()) ?? []
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]) || undefined, ready: lines[7] === 'ready' }
}

/** Whether a process has this number, its own or another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Whether process `pid` is a Postgres that serves `directory`. After a reboot or a kill -9 the number in a
 * `postmaster.pid` may belong to anybody. 'unknown' where the platform does not tell (Windows).
 */
export function servesFolder(pid: number, directory: string): boolean | 'unknown' {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return 'unknown'
  if (process.platform !== 'linux') {
    const command = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return command.error ? 'unknown' : isPostgres(command.stdout) && command.stdout.includes(directory)
  }
  const command = read(`/proc/${pid}/cmdline`) // empty for a zombie
  if (command === undefined || !isPostgres(command.split('\0')[0] ?? '')) return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === directory // Postgres works in its data folder
  } catch {
    return command.split('\0').includes(directory)
  }
}

const isPostgres = (command: string) => /(^|\/)postgres(\s|$)/.test(command)

/**
 * Removes a `postmaster.pid` that names `pid`, which does not serve the folder. The file is renamed first and looked
 * at again: between the look and the removal another process may have started a Postgres, whose file goes back.
 */
export function removeStaleFile(directory: string, pid: number) {
  const file = join(directory, 'postmaster.pid')
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (Number(read(aside)?.split('\n')[0]) !== pid) linkSync(aside, file)
    rmSync(aside)
  } catch {
    // gone already: another process removed it
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
