import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../errors.ts'
import { isReachable } from './isReachable.ts'
import { makeFolder, noFolder } from './makeFolder.ts'
import type { Owner } from './owner.ts'

/**
 * Postgres refuses to run as root. A server, unlike initdb, needs no entry in /etc/passwd for its user, so fovea takes
 * a number that no distribution and no part of systemd hands out: nothing is added to the machine.
 */
const UID = 60_654

/** Where the database lies, `folder`/postgres, and who owns it. */
export type Place = {
  folder: string
  owner: Owner
  /** the database is not in the data folder because its user cannot get there */
  relocated: boolean
}

/**
 * Decides where the database of the data folder `dataDir` lies and makes the folder for it. That is `dataDir` itself,
 * except as root when Postgres' user cannot enter it (below /root, say): then it is a folder of its own in `shared`
 * and `dataDir` gets the file `postgres.json`, which names it. No folder that was there changes its mode.
 *
 * Throws CONFIG_INVALID when neither can be written, or when the folder named by `postgres.json` is gone.
 */
export function placeData(dataDir: string, shared: string): Place {
  const root = process.getuid?.() === 0
  makeFolder(dataDir)
  const home = realpathSync(dataDir)
  const pointer = join(home, 'postgres.json')
  if (existsSync(pointer)) return place(pointedFolder(pointer), root, true)
  const here = place(home, root, false)
  if (isReachable(home, here.owner)) return here
  if (existsSync(join(home, 'postgres'))) {
    throw new AppError('CONFIG_INVALID', `Expected user ${here.owner?.uid}, who owns the database, to reach ${home}`, {
      hint: 'Give that user passage (chmod o+x) to every folder above it.',
    })
  }
  const folder = join(shared, createHash('sha256').update(home).digest('hex').slice(0, 12))
  makeFolder(shared)
  makeFolder(folder)
  const away = place(realpathSync(folder), root, true)
  if (!isReachable(away.folder, away.owner)) throw noFolder(away.folder, `user ${UID} cannot enter it`)
  writeFileSync(join(away.folder, 'belongs-to'), `${home}\n`) // so that one whose data folder is gone can be told
  writeFileSync(pointer, `${JSON.stringify({ directory: away.folder })}\n`)
  return away
}

function place(folder: string, root: boolean, relocated: boolean): Place {
  return { folder, owner: root ? ownerOf(join(folder, 'postgres')) : undefined, relocated }
}

/** A database made by an ordinary user stays that user's when root starts it. */
function ownerOf(database: string): NonNullable<Owner> {
  if (!existsSync(database)) return { uid: UID, gid: UID }
  const { uid, gid } = statSync(database)
  return uid === 0 ? { uid: UID, gid: UID } : { uid, gid }
}

function pointedFolder(pointer: string): string {
  let directory: unknown
  try {
    directory = JSON.parse(readFileSync(pointer, 'utf8')).directory
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `Expected JSON with a "directory" in ${pointer}`, { cause })
  }
  if (typeof directory === 'string' && existsSync(directory)) return directory
  throw new AppError('CONFIG_INVALID', `Expected the database in ${directory}, as ${pointer} says; it is gone`, {
    hint: `Put it back, or delete ${pointer} to begin with an empty one.`,
  })
}
