import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareMatches } from '../../eval/compare/compareMatches.ts'
import { evaluateCoco, matchDetections, packDetections, packGroundTruth, settingsOf } from '../../eval/index.ts'
import { metricOf } from '../../src/graphql/metricOf.ts'
import { keyOf } from '../../src/graphql/nodeId.ts'
import { comparedTruth, foundOf } from '../helper/comparedRuns.ts'
import { createEvaluating, type UserError } from '../helper/evaluating.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const found = { baseline: foundOf({}), candidate: foundOf({ missedCats: [2, 3, 9, 11] }) }
const missing = 'evl_00000000000000000000000000000000'

let server: TestServer
let api: ReturnType<typeof createEvaluating>
let datasetId: string
let baseline: string
let candidate: string
beforeAll(async () => {
  server = await startServer()
  api = createEvaluating(server)
  datasetId = await datasetOf(comparedTruth)
  baseline = await evaluated(found.baseline)
  candidate = await evaluated(found.candidate)
})
afterAll(() => server.stop())

async function datasetOf(truth: object): Promise<string> {
  const uploadId = await api.upload('truth.json', JSON.stringify(truth))
  return (await api.createDataset({ groundTruth: { uploadId } })).dataset!.id
}

async function evaluated(results: readonly object[], input: object = {}): Promise<string> {
  const uploadId = await api.upload('results.json', JSON.stringify(results))
  const { evaluation, userErrors } = await api.evaluate({ datasetId, detections: { uploadId }, ...input })
  expect(userErrors).toEqual([])
  expect(await api.finish(evaluation!.id)).toMatchObject({ status: 'COMPLETED' })
  return evaluation!.id
}

type Difference = {
  metric: keyof typeof metricOf
  category: { name: string }
  baseline: number | null
  candidate: number | null
  difference: number | null
  interval: { low: number; high: number } | null
  reason: string | null
}
type Outcome = { image: { fileId: number }; truePositiveCount: number; falsePositiveCount: number; missCount: number }
type Changed = {
  nodes: { baseline: Outcome; candidate: Outcome; change: number }[]
  edges: { cursor: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
  totalCount: number
}
type Compared = {
  baseline: { id: string }
  candidate: { id: string }
  notes: string[]
  metrics: Difference[]
  perCategory: Difference[]
  verdict: string
  [alias: string]: unknown
}

const numbers = 'baseline candidate difference interval { low high } reason'
const everything = `baseline { id } candidate { id } notes metrics { metric ${numbers} }
  perCategory { category { name } ${numbers} } verdict`

async function compare(ids: readonly [string, string], fields = everything, args = '') {
  const query = `query ($baseline: ID!, $candidate: ID!) {
    compareEvaluations(baseline: $baseline, candidate: $candidate ${args}) {
      comparison { ${fields} } userErrors { code path message hint } } }`
  const { data, errors } = await server.graphql<{
    compareEvaluations: { comparison: Compared; userErrors: UserError[] }
  }>(query, { baseline: ids[0], candidate: ids[1] })
  expect(errors).toEqual([])
  return data.compareEvaluations
}

test('numbers are those of both evaluations, intervals those of a paired bootstrap of their matches', async () => {
  const { comparison, userErrors } = await compare([baseline, candidate])
  expect(userErrors).toEqual([])
  expect(comparison).toMatchObject({ baseline: { id: baseline }, candidate: { id: candidate }, notes: [] })
  const truth = packGroundTruth(comparedTruth)
  const match = (results: typeof found.baseline) => matchDetections(truth, packDetections(results), settingsOf())
  const expected = compareMatches(match(found.baseline), match(found.candidate))
  const [before, after] = [evaluateCoco(comparedTruth, found.baseline), evaluateCoco(comparedTruth, found.candidate)]
  expect(comparison.metrics.map(({ metric }) => metricOf[metric])).toEqual(Object.keys(before.summary))
  for (const { metric, reason, ...rest } of comparison.metrics) {
    const name = metricOf[metric]
    const [low, high] = [before.summary[name], after.summary[name]]
    const difference = low === null ? null : high! - low
    expect(rest, name).toEqual({
      baseline: low,
      candidate: high,
      difference,
      interval: expected.metrics[name].interval,
    })
    expect(reason).toBe(before.reasons[name] ?? null)
  }
  expect(comparison.metrics[3]).toMatchObject({
    metric: 'AP_SMALL',
    baseline: null,
    reason: expect.stringMatching(/no object has/),
  })
  expect(comparison.perCategory).toMatchObject([
    { category: { name: 'cat' }, baseline: 1, candidate: after.perCategory[0]!.ap },
    { category: { name: 'dog' }, baseline: 1, candidate: 1, difference: 0, interval: { low: 0, high: 0 } },
  ])
  expect(comparison.perCategory[0]!.interval).toEqual(expected.perCategory[0]!.interval)
})

test('the verdict is about the metric and the drop that are asked for', async () => {
  const { ap, ar100 } = compareMatches(
    ...([found.baseline, found.candidate].map(results =>
      matchDetections(packGroundTruth(comparedTruth), packDetections(results), settingsOf()),
    ) as [ReturnType<typeof matchDetections>, ReturnType<typeof matchDetections>]),
  ).metrics
  const inside = (-100 * (ap.interval!.low + ap.interval!.high)) / 2
  expect(ar100.interval!.high).toBeLessThan(0)
  const { comparison } = await compare(
    [baseline, candidate],
    `fail: verdict unsure: verdict(maxDrop: ${inside}) pass: verdict(maxDrop: 100)
    recall: verdict(metric: AR100) undefined: verdict(metric: AP_SMALL)`,
  )
  const expected = { fail: 'FAIL', unsure: 'INCONCLUSIVE', pass: 'PASS', recall: 'FAIL', undefined: 'INCONCLUSIVE' }
  expect(comparison).toEqual(expected)
})

test('an evaluation against itself, or against one that reuses its numbers, differs by 0 with certainty', async () => {
  const again = await evaluated(found.baseline)
  expect(await api.find(again)).toMatchObject({ reusedFrom: baseline })
  // First the one that reuses: what is computed for it is remembered for the other.
  for (const other of [again, baseline]) {
    const { comparison } = await compare([baseline, other])
    expect(comparison.verdict).toBe('PASS')
    expect(comparison.notes).toEqual([
      other === baseline ? 'Both are the same evaluation.' : 'Both have the same detections.',
    ])
    for (const { baseline: value, difference, interval } of [...comparison.metrics, ...comparison.perCategory])
      expect({ difference, interval }).toEqual(
        value === null ? { difference: null, interval: null } : { difference: 0, interval: { low: 0, high: 0 } },
      )
  }
})

test('numbers alone need no matches, and intervals that were drawn before are remembered', async () => {
  const [one, other] = [await evaluated(foundOf({ missedCats: [1] })), await evaluated(foundOf({ missedCats: [4] }))]
  const drawn = await compare([one, other])
  const keys = [keyOf('Evaluation', one), keyOf('Evaluation', other)]
  await server.sql('UPDATE evaluation_shard SET matches = NULL WHERE evaluation_id = ANY($1)', [keys])
  expect(await compare([one, other])).toEqual(drawn)
  const plain = 'metrics { metric baseline candidate difference } perCategory { category { name } difference }'
  const { comparison } = await compare([one, other], plain, ', seed: 2')
  expect(comparison.metrics.map(({ difference }) => difference)).toEqual(
    drawn.comparison.metrics.map(({ difference }) => difference),
  )
  const query = `{ compareEvaluations(baseline: "${one}", candidate: "${other}", seed: 2) { comparison { verdict } } }`
  expect((await server.graphql(query)).errors).toHaveLength(1)
})

describe('two that cannot be compared are refused with what to do', () => {
  test.each(['baseline', 'candidate'] as const)('there is no %s', async role => {
    const ids: [string, string] = role === 'baseline' ? [missing, candidate] : [baseline, missing]
    for (const id of [missing, 'img_1'])
      expect(await compare(ids.map(each => (each === missing ? id : each)) as [string, string])).toMatchObject({
        comparison: null,
        userErrors: [{ code: 'EVALUATION_NOT_FOUND', path: [role], message: expect.stringContaining(role) }],
      })
  })

  test.each(['QUEUED', 'RUNNING', 'FAILED', 'CANCELLED'])('one is %s', async status => {
    const id = await evaluated(foundOf({ missedCats: [5] }))
    await server.sql('UPDATE evaluation SET status = $2, result = NULL WHERE id = $1', [
      keyOf('Evaluation', id),
      status,
    ])
    const { userErrors } = await compare([baseline, id])
    expect(userErrors).toMatchObject([
      { code: 'EVALUATION_UNFINISHED', path: ['candidate'], message: expect.stringContaining(status) },
    ])
    await api.cancel(id)
  })

  test('every setting in which they differ is named with what each has', async () => {
    const omz = await evaluated(found.candidate, { profile: 'OMZ_ACCURACY_CHECKER' })
    const { comparison, userErrors } = await compare([baseline, omz])
    expect(comparison).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'RUNS_NOT_COMPARABLE', path: ['candidate'] }])
    expect(userErrors[0]!.message).toContain('profile (baseline: PYCOCOTOOLS; candidate: OMZ_ACCURACY_CHECKER)')
    expect(userErrors[0]!.message).toContain('maxDetections (baseline: 1, 10, 100; candidate: 20)')
    expect(userErrors[0]!.hint).toMatch(/by the same settings/)
  })

  test('of fewer replicates no draw lies beyond the ends of an interval', async () => {
    const { comparison, userErrors } = await compare([baseline, candidate], 'notes', ', confidence: 0.999')
    expect(comparison).toBeNull()
    expect(userErrors).toMatchObject([
      { code: 'OPTIONS_INVALID', path: ['replicates'], message: expect.stringContaining('at least 2000 replicates') },
    ])
  })

  test('they are of different ground truth', async () => {
    const other = await datasetOf({ ...comparedTruth, annotations: comparedTruth.annotations.slice(1) })
    const id = await evaluated(found.candidate, { datasetId: other })
    const { userErrors } = await compare([baseline, id])
    expect(userErrors).toMatchObject([{ code: 'RUNS_NOT_COMPARABLE' }])
    expect(userErrors[0]!.message).toContain('groundTruthSha256')
  })

  test('with EVALUATED_ONLY they count as many images, but not the same', async () => {
    const scope = { imageScope: 'EVALUATED_ONLY' }
    const odd = await evaluated(foundOf({ images: [1, 3, 5, 7] }), scope)
    const shifted = await evaluated(foundOf({ images: [3, 5, 7, 9] }), scope)
    const { userErrors } = await compare([odd, shifted], 'notes')
    expect(userErrors).toMatchObject([{ code: 'RUNS_NOT_COMPARABLE', path: ['candidate'] }])
    expect(userErrors[0]!.message).toContain('candidate: 4 images, 1 of them in it alone (first: 9)')
    const same = await evaluated(foundOf({ images: [1, 3, 5, 7], missedCats: [3] }), scope)
    expect((await compare([odd, same])).comparison.verdict).toBe('INCONCLUSIVE')
  })
})

describe('images that changed', () => {
  const outcome = 'image { fileId } truePositiveCount falsePositiveCount missCount'
  const page = `nodes { change baseline { ${outcome} falsePositives { score } } candidate { ${outcome} falsePositives { score } } }
    edges { cursor } pageInfo { hasNextPage endCursor } totalCount`
  const changed = ({ nodes }: Changed) => nodes.map(({ candidate: { image }, change }) => [image.fileId, change])

  test('are those with more errors one way, and with fewer the other way round, by their ids', async () => {
    const fields = `worse(first: 10) { ${page} } better(first: 10) { ${page} }`
    // From score 0.5 up: images 8 to 12 have detections. A cat that is off is a false positive and a miss.
    const there = (await compare([baseline, candidate], fields)).comparison as unknown as Record<string, Changed>
    expect(changed(there.worse!)).toEqual([
      [9, 2],
      [11, 2],
    ])
    expect(there.worse!.nodes[0]).toMatchObject({
      baseline: { truePositiveCount: 1, falsePositiveCount: 0, missCount: 0, falsePositives: [] },
      candidate: { truePositiveCount: 0, falsePositiveCount: 1, missCount: 1, falsePositives: [{ score: 0.55 }] },
    })
    expect(there.better).toMatchObject({ nodes: [], totalCount: 0 })
    const back = (await compare([candidate, baseline], fields)).comparison as unknown as Record<string, Changed>
    expect(changed(back.better!)).toEqual([
      [9, -2],
      [11, -2],
    ])
  })

  test('come page by page, at any score', async () => {
    const ask = async (after: string | null) => {
      const args = `first: 3, minScore: 0, after: ${JSON.stringify(after)}`
      const { comparison } = await compare([baseline, candidate], `worse(${args}) { ${page} }`)
      return comparison.worse as Changed
    }
    const first = await ask(null)
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } })
    expect(changed(first).map(([id]) => id)).toEqual([2, 3, 9])
    const second = await ask(first.pageInfo.endCursor)
    expect(changed(second).map(([id]) => id)).toEqual([11])
    expect(second.pageInfo.hasNextPage).toBe(false)
  })
})

test('an operation compares once', async () => {
  const one = `compareEvaluations(baseline: "${baseline}", candidate: "${candidate}") { userErrors { code } }`
  const { status, errors } = await server.graphql(`{ a: ${one} b: ${one} }`)
  expect(status).toBe(400)
  expect(errors[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })
})
