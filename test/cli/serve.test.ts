import { chownSync, closeSync, existsSync, openSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { isReachable } from '../../src/store/postgres/isReachable.ts'
import { readPostmaster, servesFolder } from '../../src/store/postgres/postmasterFile.ts'
import type { DetectData } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { type Ended, runFovea } from '../helper/runFovea.ts'
import { scene } from '../helper/scene.ts'
import { createSender } from '../helper/sender.ts'
import { killPostgres } from './killPostgres.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const root = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
const wait = { timeout: 30_000, interval: 10 }

async function detectOne(url: string) {
  const { data } = await createSender(url).postMultipart<DetectData>(
    detectUploads([{ fileName: 'scene.jpg', bytes: scene(1) }]),
  )
  expect(data.detect.results[0]?.__typename).toBe('DetectionRun')
}

async function imageCount(url: string): Promise<number> {
  const { data } = await createSender(url).graphql<{ images: { totalCount: number } }>(
    '{ images(first: 1) { totalCount } }',
  )
  return data.images.totalCount
}

const directoryOf = (dataDir: string) => join(dataDir, 'postgres')
const pidOf = (dataDir: string) => readPostmaster(directoryOf(dataDir))?.pid

/** It ended as asked, and its Postgres `pid` with it. */
function expectStopped(ended: Ended, dataDir: string, pid: number | undefined) {
  expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nstopped\n$/), stderr: '' })
  expect(pidOf(dataDir)).toBeUndefined()
  expect(servesFolder(pid!, directoryOf(dataDir))).toBe(false)
}

/** It did not start, and said why in one line. */
function expectRefused({ code, stdout, stderr }: Ended, says: RegExp) {
  expect(stderr).toMatch(says)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
}

test('it says where everything is, ends with all of it on Ctrl-C under npm, and the next start finds the data', async () => {
  const FOVEA_DATA = join(temporaryFolder(), 'data')
  const first = runFovea(['serve'], { FOVEA_DATA })
  const url = await first.ready()
  expect(first.output.stdout.trimEnd().split('\n')).toEqual([
    'fovea is ready',
    `  page        ${url}/`,
    `  query page  ${url}/graphql`,
    `  API         ${url}/graphql (POST), files by PUT ${url}/uploads`,
    `  database    embedded Postgres in ${FOVEA_DATA}`,
    expect.stringMatching(/^ {2}model {7}demo: .+/),
    expect.stringMatching(/^ {2}access {6}no API key is set/),
  ])
  await detectOne(url)
  const postgres = pidOf(FOVEA_DATA)
  process.kill(-first.child.pid!, 'SIGINT') // the terminal tells the whole group …
  await vi.waitFor(() => expect(first.output.stdout).toContain('SIGINT'), wait)
  first.child.kill('SIGINT') // … and npm passes on what it got
  expectStopped(await first.ended, FOVEA_DATA, postgres)

  const second = runFovea(['serve'], { FOVEA_DATA })
  expect(await imageCount(await second.ready())).toBe(1)
  const again = pidOf(FOVEA_DATA)
  expectStopped(await second.stop('SIGTERM'), FOVEA_DATA, again)
})

test.skipIf(!existsSync('/dev/full'))(
  'a log that cannot be written, on a full disk or a terminal that is gone, holds up neither requests nor the end (skipped: no /dev/full)',
  async () => {
    const FOVEA_DATA = join(temporaryFolder(), 'data')
    const stderr = openSync('/dev/full', 'w')
    const served = runFovea(['serve'], { FOVEA_DATA, FOVEA_LOG_LEVEL: 'info' }, { stderr })
    const url = await served.ready()
    await detectOne(url)
    await detectOne(url)
    const postgres = pidOf(FOVEA_DATA)
    expectStopped(await served.stop('SIGTERM'), FOVEA_DATA, postgres)
    closeSync(stderr)
  },
)

test('a signal that comes while it starts leaves no Postgres behind', async () => {
  const FOVEA_DATA = join(temporaryFolder(), 'data')
  const served = runFovea(['serve'], { FOVEA_DATA })
  await vi.waitFor(() => expect(pidOf(FOVEA_DATA)).toBeDefined(), wait)
  const postgres = pidOf(FOVEA_DATA)
  const ended = await served.stop('SIGTERM')
  expectStopped(ended, FOVEA_DATA, postgres)
  expect(ended.stdout).not.toContain('ready')
})

test('a terminal that is closed ends it as Ctrl-C does, though nobody reads its output any more', async () => {
  const served = runFovea(['serve'], { DATABASE_URL: await freshDatabase() })
  await served.ready()
  served.child.stdout?.destroy()
  served.child.stderr?.destroy()
  expect((await served.stop('SIGHUP')).code).toBe(0)
})

test('a second server is refused on the same folder and on the same port, and the first goes on', async () => {
  const folder = temporaryFolder()
  const [FOVEA_DATA, other] = [join(folder, 'one'), join(folder, 'other')]
  const first = runFovea(['serve'], { FOVEA_DATA })
  const url = await first.ready()
  const { port } = new URL(url)
  const onTheFolder = runFovea(['serve'], { FOVEA_DATA })
  const onThePort = runFovea(['serve'], { FOVEA_DATA: other, PORT: port })
  const holder = `pid ${first.child.pid}, ${url}`
  expectRefused(await onTheFolder.ended, new RegExp(`^fovea: fovea already runs on ${FOVEA_DATA} \\(${holder}\\)`))
  expectRefused(await onThePort.ended, new RegExp(`^fovea: Port ${port} of 127\\.0\\.0\\.1 is in use; set PORT`))
  expect(existsSync(join(directoryOf(other), 'PG_VERSION'))).toBe(true)
  expect(pidOf(other)).toBeUndefined()
  await detectOne(url)
  const postgres = pidOf(FOVEA_DATA)
  expectStopped(await first.stop('SIGINT'), FOVEA_DATA, postgres)
})

test('of two that start at the same instant on an empty folder one serves and the other says so', async () => {
  const FOVEA_DATA = join(temporaryFolder(), 'data')
  const both = [1, 2].map(() => runFovea(['serve'], { FOVEA_DATA }))
  const outcomes = await Promise.all(both.map(each => Promise.race([each.ready(), each.ended])))
  const [serving, ...more] = both.filter((_, index) => typeof outcomes[index] === 'string')
  const [refused] = outcomes.filter(outcome => typeof outcome !== 'string')
  expect(more).toEqual([])
  expectRefused(refused!, /^fovea: fovea already runs on /)
  await detectOne(await serving!.ready())
  const postgres = pidOf(FOVEA_DATA)
  expectStopped(await serving!.stop('SIGTERM'), FOVEA_DATA, postgres)
})

test('an address that is not of this machine is refused in one line', async () => {
  const variables = { HOST: '192.0.2.1', FOVEA_API_KEYS: 'a-key-of-16-characters' }
  const { ended } = runFovea(['serve'], { DATABASE_URL: await freshDatabase(), ...variables })
  expectRefused(await ended, /^fovea: Expected to listen on port 0 of 192\.0\.2\.1 but cannot/)
})

test.skipIf(!root)(
  'root serves from a folder that only root may enter, and start-up says where the data is (skipped: not root)',
  async () => {
    const shared = '/var/lib/fovea'
    const wasThere = existsSync(shared)
    const FOVEA_DATA = join(temporaryFolder(0o700), 'data')
    const served = runFovea(['serve'], { FOVEA_DATA })
    const url = await served.ready()
    const { directory } = JSON.parse(readFileSync(join(FOVEA_DATA, 'postgres.json'), 'utf8')) as { directory: string }
    expect(directory.startsWith(`${shared}/`)).toBe(true)
    onTestFinished(() => {
      killPostgres(join(directory, 'postgres'))
      rmSync(directory, { recursive: true, force: true })
      if (!wasThere) rmdirSync(shared)
    })
    expect(served.output.stdout).toContain(
      `  database    embedded Postgres in ${directory}/postgres (its user cannot reach ${FOVEA_DATA})\n`,
    )
    await detectOne(url)
    const postgres = pidOf(directory)
    expectStopped(await served.stop('SIGTERM'), directory, postgres)
  },
)

test.skipIf(!root || !isReachable(process.execPath, nobody))(
  'an ordinary user serves (skipped: not root, or other users cannot reach this checkout)',
  async () => {
    const FOVEA_DATA = temporaryFolder()
    chownSync(FOVEA_DATA, nobody.uid, nobody.gid)
    const served = runFovea(['serve'], { FOVEA_DATA }, { user: nobody })
    await detectOne(await served.ready())
    const postgres = pidOf(FOVEA_DATA)
    expectStopped(await served.stop('SIGTERM'), FOVEA_DATA, postgres)
  },
)
