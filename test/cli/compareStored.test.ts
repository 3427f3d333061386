import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { CompareOptions } from '../../src/cli/compare.ts'
import { errorText } from '../../src/cli/errorText.ts'
import { keyOf, toNodeId } from '../../src/graphql/nodeId.ts'
import type { EvaluationRequest } from '../../src/runs/evaluationRequest.ts'
import { comparedTruth, foundOf } from '../helper/comparedRuns.ts'
import { eventually } from '../helper/eventually.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { runFovea } from '../helper/runFovea.ts'
import { type EvaluationLab, openLab, plainRequest } from '../runs/evaluationLab.ts'
import { compareHere as compareWith, withoutPhases } from './comparing.ts'
import { temporaryFolder } from './temporaryFolder.ts'

let lab: EvaluationLab
let datasetId: string
beforeAll(async () => {
  lab = await openLab()
  datasetId = await lab.dataset(comparedTruth)
})
afterAll(() => lab.close())

/** An evaluation in three shards; its work is done unless it is told not to be. */
async function evaluated(found: ReturnType<typeof foundOf>, request: Partial<EvaluationRequest> = {}, isDone = true) {
  const source = { kind: 'RESULTS' as const, file: { uploadId: await lab.upload(found) } }
  const size = { images: 4, detections: 50_000 }
  const id = await lab.created({ ...plainRequest, datasetId, source, ...request }, size)
  if (isDone) await lab.work(id)
  return toNodeId('Evaluation', id)
}

const compare = (...args: string[]) =>
  runFovea(['compare', ...args], { DATABASE_URL: lab.databaseUrl }).ended.then(withoutPhases)

/** Without a process of its own. */
function compareHere(...[baseline, candidate, options = {}]: [string, string, Partial<CompareOptions>?]) {
  vi.stubEnv('DATABASE_URL', lab.databaseUrl)
  return compareWith(baseline, candidate, options).finally(vi.unstubAllEnvs)
}

const textOf = (refusal: Promise<unknown>) => refusal.then(() => 'a verdict', errorText)

test('two evaluations are compared from their shards, as their results files are', async () => {
  const before = await evaluated(foundOf({}), { name: 'last week' })
  const after = await evaluated(foundOf({ missedCats: [2, 3, 9, 11] }))
  const fail = await compare(before, after)
  expect({ code: fail.code, stderr: fail.stderr }).toEqual({ code: 1, stderr: '' })
  expect(fail.stdout).toMatch(new RegExp(`^baseline {3}${before} \\(last week\\)\ncandidate {2}${after}\n12 images; `))
  expect(fail.stdout).toMatch(/^FAIL: AP changed by -\d+\.\d\d points/m)
  const { ap } = (await lab.result(keyOf('Evaluation', after)!)).summary
  const json = await compare(before, after, '--json', '--max-drop', '100')
  expect(json.code).toBe(0)
  expect(JSON.parse(json.stdout)).toMatchObject({
    ...{ verdict: 'PASS', metric: 'ap', maxDrop: 100, images: 12, notes: [], warnings: [] },
    metrics: { ap: { baseline: 1, candidate: ap, difference: ap! - 1 } },
    perCategory: [{ category: { name: 'cat' } }, { category: { name: 'dog' }, interval: { low: 0, high: 0 } }],
  })
})

test('what cannot be compared is refused with why', async () => {
  const plain = await evaluated(foundOf({ missedCats: [1] }))
  const omz = await evaluated(foundOf({ missedCats: [1] }), { profile: 'OMZ_ACCURACY_CHECKER' })
  const queued = await evaluated(foundOf({ missedCats: [5] }), {}, false)
  const scope = { imageScope: 'EVALUATED_ONLY' } as const
  const four = await evaluated(foundOf({ images: [1, 3, 5, 7] }), scope)
  const other = await evaluated(foundOf({ images: [3, 5, 7, 9] }), scope)
  for (const [[one, two], message] of [
    [
      [plain, `evl_${'0'.repeat(32)}`],
      /^Expected for candidate the id of an evaluation but \S+@127\.0\.0\.1:\d+\/t_\S+ has no such evaluation\./,
    ],
    [[queued, plain], /^Expected for baseline an evaluation that is COMPLETED but it is QUEUED\./],
    [[plain, omz], /^They cannot be compared, .* profile \(baseline: PYCOCOTOOLS; candidate: OMZ_ACC/],
    [
      [four, other],
      /images \(baseline: 4 images, 1 of them in it alone \(first: 1\); candidate: 4 images, 1 .*: 9\)\)/,
    ],
  ] as const) {
    expect(await textOf(compareHere(one, two))).toMatch(message)
  }
})

test('what should be known of two evaluations is told on stderr', async () => {
  const before = await evaluated(foundOf({ missedCats: [6] }))
  await lab.admin.query('UPDATE evaluation SET failed_count = 3 WHERE id = $1', [keyOf('Evaluation', before)])
  const { code, stderr } = await compareHere(before, before)
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      'fovea: note: Both are the same evaluation.\n' +
      'fovea: note: 3 images of the baseline could not be detected: counted as without detections.\n' +
      'fovea: note: 3 images of the candidate could not be detected: counted as without detections.\n',
  })
})

test('an evaluation without detections is no verdict unless it is accepted by name, and notes go into the JSON', async () => {
  const empty = await evaluated([])
  const refused = await compare(empty, empty)
  expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: '' })
  expect(refused.stderr).toMatch(/^fovea: 'evl_\S+': 12 images and 0 detections.* --override NO_DETECTIONS\.\n$/)
  const accepted = await compare(empty, empty, '--override', 'NO_DETECTIONS', '--json')
  expect({ code: accepted.code, stderr: accepted.stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(accepted.stdout).notes).toEqual([
    'Both are the same evaluation.',
    expect.stringMatching(/^Of the baseline: 12 images and 0 detections/),
    expect.stringMatching(/^Of the candidate: 12 images and 0 detections/),
  ])
})

test('a signal ends it at once with exit code 130, though a query hangs, and stdout stays empty', async () => {
  const id = await evaluated(foundOf({ missedCats: [7] }))
  const locker = new pg.Client({ connectionString: lab.databaseUrl })
  await locker.connect()
  onTestFinished(() => locker.end())
  await locker.query('BEGIN; LOCK TABLE evaluation IN ACCESS EXCLUSIVE MODE')
  const { stop } = runFovea(['compare', id, id], { DATABASE_URL: lab.databaseUrl })
  await eventually(async () => {
    const { rows } = await locker.query(
      'SELECT FROM pg_locks JOIN pg_database d ON database = d.oid WHERE datname = current_database() AND NOT granted',
    )
    expect(rows).toHaveLength(1)
  })
  expect(withoutPhases(await stop('SIGINT'))).toEqual({ code: 130, stdout: '', stderr: 'fovea: SIGINT: ending\n' })
})

test('no database is made where there is none', async () => {
  const FOVEA_DATA = join(temporaryFolder(), 'data')
  const id = `evl_${'0'.repeat(32)}`
  const { code, stderr } = await runFovea(['compare', id, id], { FOVEA_DATA }).ended
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `fovea: There is no database in ${FOVEA_DATA}. Set DATABASE_URL or FOVEA_DATA to the one that is meant.\n`,
  })
  expect(existsSync(FOVEA_DATA)).toBe(false)
})

test.each([
  {
    of: 'of another program',
    change: 'DROP TABLE _prisma_migrations',
    expected: /has no tables of fovea\. Set DATABASE_URL/,
  },
  {
    of: 'of an older version',
    change: `DELETE FROM _prisma_migrations WHERE migration_name LIKE '2026%' AND migration_name > '20261121'`,
    expected: /are older than this program: 2026\d+_\w+.* is yet to be applied\. Run `fovea migrate`\.$/m,
  },
  {
    of: 'of a newer version',
    change: `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', '1', '99990101_next')`,
    expected: /is newer than this program: it has 99990101_next\. Start the newer version of fovea/,
  },
])('tables $of stay as they are, and what to do is told', async ({ change, expected }) => {
  const DATABASE_URL = await freshDatabase()
  const client = new pg.Client({ connectionString: DATABASE_URL })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(change)
  const history = `SELECT to_regclass('_prisma_migrations') AS table, (SELECT count(*) FROM pg_class) AS count`
  const { rows: before } = await client.query(history)
  const id = `evl_${'0'.repeat(32)}`
  vi.stubEnv('DATABASE_URL', DATABASE_URL)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await textOf(compareWith(id, id, {}))).toMatch(expected)
  expect((await client.query(history)).rows).toEqual(before)
})

test('a database that does not answer is no verdict: exit code 2', async () => {
  const id = `evl_${'0'.repeat(32)}`
  const { code, stderr } = await runFovea(['compare', id, id], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    .ended
  expect(code).toBe(2)
  expect(stderr).toMatch(/^fovea: The database nobody@127\.0\.0\.1:1\/none does not answer/)
})
