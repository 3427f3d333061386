import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyOf, toNodeId } from '../../src/graphql/nodeId.ts'
import type { EvaluationRequest } from '../../src/runs/evaluationRequest.ts'
import { comparedTruth, foundOf } from '../helper/comparedRuns.ts'
import { runFovea } from '../helper/runFovea.ts'
import { type EvaluationLab, openLab, plainRequest } from '../runs/evaluationLab.ts'

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

const compare = (...args: string[]) => runFovea(['compare', ...args], { DATABASE_URL: lab.databaseUrl }).ended

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

test('what cannot be compared ends with exit code 2, and why, and no numbers', async () => {
  const plain = await evaluated(foundOf({ missedCats: [1] }))
  const omz = await evaluated(foundOf({ missedCats: [1] }), { profile: 'OMZ_ACCURACY_CHECKER' })
  const queued = await evaluated(foundOf({ missedCats: [5] }), {}, false)
  const scope = { imageScope: 'EVALUATED_ONLY' } as const
  const four = await evaluated(foundOf({ images: [1, 3, 5, 7] }), scope)
  const other = await evaluated(foundOf({ images: [3, 5, 7, 9] }), scope)
  for (const [ids, message] of [
    [
      [plain, `evl_${'0'.repeat(32)}`],
      /^fovea: Expected for candidate the id of an evaluation but there is no such evaluation\./,
    ],
    [[queued, plain], /^fovea: Expected for baseline an evaluation that is COMPLETED but it is QUEUED\./],
    [[plain, omz], /^fovea: They cannot be compared, .* profile \(baseline: PYCOCOTOOLS; candidate: OMZ_ACC/],
    [
      [four, other],
      /images \(baseline: 4 images, 1 of them in it alone \(first: 1\); candidate: 4 images, 1 .*: 9\)\)/,
    ],
  ] as const) {
    const { code, stdout, stderr } = await compare(...ids)
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
  }
})

test('what should be known of two evaluations is told on stderr', async () => {
  const before = await evaluated(foundOf({ missedCats: [6] }))
  await lab.admin.query('UPDATE evaluation SET failed_count = 3 WHERE id = $1', [keyOf('Evaluation', before)])
  const { code, stderr } = await compare(before, before)
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      'fovea: note: 3 images of the baseline could not be detected: counted as without detections.\n' +
      'fovea: note: 3 images of the candidate could not be detected: counted as without detections.\n',
  })
})

test('a database that does not answer is no verdict: exit code 2', async () => {
  const id = `evl_${'0'.repeat(32)}`
  const { code, stderr } = await runFovea(['compare', id, id], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    .ended
  expect(code).toBe(2)
  expect(stderr).toMatch(/^fovea: The database nobody@127\.0\.0\.1:1\/none does not answer/)
})
