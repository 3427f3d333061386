import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../errors.ts'
import type { Binaries } from './findBinaries.ts'
import { noFolder } from './makeFolder.ts'
import type { Owner } from './owner.ts'
import { isAlive } from './postmasterFile.ts'

const run = promisify(execFile)

/**
 * Makes the data folder `directory` when it is not there: UTF8, C locale, user postgres with a random password in the
 * file `password` (mode 0600). It is made beside its place and renamed, so a process that is killed leaves no half of
 * one, and of two that do this at once one wins and the other takes what it made.
 *
 * Throws CONFIG_INVALID when the folder cannot be written or holds something else, or when the data are of another
 * major version; STORAGE_UNAVAILABLE when initdb fails.
 */
export async function initCluster(directory: string, { initdb, version }: Binaries, owner: Owner): Promise<void> {
  removeLeftovers(directory)
  refuseForeign(directory)
  if (existsSync(join(directory, 'PG_VERSION'))) {
    const major = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim()
    if (major === version.split('.')[0]) return
    throw new AppError('CONFIG_INVALID', `Expected data of Postgres ${version} in ${directory}: they are of ${major}`, {
      hint: `Export them with Postgres ${major} (pg_dump), or set FOVEA_DATA to another folder.`,
    })
  }
  const fresh = `${directory}.${process.pid}`
  const password = `${fresh}.password`
  const user = owner && initUser()
  try {
    mkdirSync(fresh, { mode: 0o700 })
    writeFileSync(password, randomBytes(24).toString('hex'), { mode: 0o600 })
    if (user) for (const path of [fresh, password]) chownSync(path, user.uid, user.gid)
    const options = ['--username=postgres', '--encoding=UTF8', '--locale=C', '--auth=scram-sha-256']
    await run(initdb, [`--pgdata=${fresh}`, ...options, `--pwfile=${password}`], { cwd: fresh, ...user })
    renameSync(password, join(fresh, 'password'))
    if (owner) chownAll(fresh, owner)
    putInPlace(fresh, directory)
  } catch (cause) {
    throw cause instanceof AppError ? cause : failure(directory, cause)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(password, { force: true })
  }
}

function putInPlace(fresh: string, directory: string) {
  try {
    renameSync(fresh, directory)
  } catch (cause) {
    if (existsSync(join(directory, 'PG_VERSION'))) return // another process was first
    throw noFolder(directory, 'it holds something else', cause)
  }
  if (process.platform === 'win32') return
  const parent = openSync(dirname(directory), 'r') // without this a power cut can undo the rename, and lose the data
  fsyncSync(parent)
  closeSync(parent)
}

/** A folder of another user looks empty to this one. */
function refuseForeign(directory: string) {
  try {
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    if (!existsSync(directory)) return
    throw noFolder(directory, `it is closed to this user; its owner is user ${statSync(directory).uid}`, cause)
  }
}

/** What processes that were killed in the middle of this left beside `directory`. */
function removeLeftovers(directory: string) {
  const parent = dirname(directory)
  for (const name of readdirSync(parent)) {
    const pid = /^postgres\.(\d+)(\.password)?$/.exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    try {
      rmSync(join(parent, name), { recursive: true, force: true })
    } catch {
      // an initdb that outlived its parent still writes there: left to the next call
    }
  }
}

/**
 * initdb, unlike the server, refuses a user without an entry in /etc/passwd. Any that is not root will do: the folder
 * belongs to it for half a second.
 */
function initUser(): { uid: number; gid: number } {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : []
  const users = lines
    .map(line => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
  const ordinary = users.filter(({ uid, gid }) => uid > 0 && gid > 0)
  const user = ordinary.find(({ name }) => name === 'postgres' || name === 'nobody') ?? ordinary[0]
  if (user) return { uid: user.uid, gid: user.gid }
  throw new AppError(
    'CONFIG_INVALID',
    'Expected a user other than root in /etc/passwd: Postgres refuses to run as root',
    {
      hint: 'Add one, start fovea as an ordinary user, or set DATABASE_URL.',
    },
  )
}

function chownAll(folder: string, { uid, gid }: NonNullable<Owner>) {
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    lchownSync(join(folder, name), uid, gid)
  }
  chmodSync(folder, 0o700)
}

function failure(directory: string, cause: unknown): AppError {
  if (!(cause instanceof Error)) return noFolder(directory, String(cause), cause)
  const printed = 'stderr' in cause ? String(cause.stderr).trim() : ''
  const lines = printed.split('\n').filter(line => /error|could not|fatal|hint|denied|not found/i.test(line))
  if (printed === '') return noFolder(directory, cause.message, cause)
  const reason = (lines.length > 0 ? lines : [printed]).join('; ')
  return new AppError('STORAGE_UNAVAILABLE', `Expected to make a database in ${directory}: ${reason}`, {
    hint: 'It needs 40 MB of disk and a user with an entry in /etc/passwd; DATABASE_URL names one of your own instead.',
    cause,
  })
}
