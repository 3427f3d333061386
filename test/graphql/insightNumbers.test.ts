import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { openWildcats } from '../insight/openWildcats.ts'

let wildcats: Awaited<ReturnType<typeof openWildcats>>
let evaluation: string
beforeAll(async () => {
  wildcats = await openWildcats()
  evaluation = await wildcats.evaluate()
})
afterAll(() => wildcats.close())

const ask = async <Value>(field: string, id = evaluation): Promise<Value> =>
  Object.values(await wildcats.result<Record<string, Value>>(id, field))[0]!

const refused = (field: string) =>
  wildcats.server.graphql(`{ evaluation(id: "${toNodeId('Evaluation', evaluation)}") { result { ${field} } } }`)

type Point = { recall: number; precision: number; score: number | null }

test('a precision-recall curve falls where a detection is wrong, and has the score that reaches each recall', async () => {
  const points = await ask<Point[]>('precisionRecall(category: "cat") { recall precision score }')
  expect(points).toHaveLength(101)
  expect(points[0]).toEqual({ recall: 0, precision: expect.closeTo(1, 12), score: 0.9 })
  expect(points[50]).toEqual({ recall: 0.5, precision: expect.closeTo(1, 12), score: 0.9 })
  expect(points[51]!.precision).toBeCloseTo(2 / 3, 12)
  expect(points[100]!.precision).toBeCloseTo(2 / 3, 12)
  expect(points[100]).toMatchObject({ recall: 1, score: 0.6 })
})

test('a precision-recall curve at another IoU ends at the last recall that is reached there', async () => {
  const points = await ask<Point[]>('precisionRecall(category: "cat", iou: 0.8) { recall precision score }')
  expect(points[50]).toEqual({ recall: 0.5, precision: expect.closeTo(1, 12), score: 0.9 })
  expect(points[51]).toEqual({ recall: 0.51, precision: 0, score: null })
})

test('the curve of all categories is their mean, without scores', async () => {
  const points = await ask<Point[]>('precisionRecall { recall precision score }')
  expect(points[50]).toEqual({ recall: 0.5, precision: expect.closeTo(0.5, 12), score: null })
  expect(points[100]!.precision).toBeCloseTo(1 / 3, 12)
})

test('an IoU that is no threshold of the protocol is refused with those that are', async () => {
  for (const field of ['precisionRecall(iou: 0.52) { recall }', 'bestF1(iou: 0.52) { iou }'])
    expectRefused(await refused(field), 200, 'BAD_USER_INPUT', /an iou out of 0\.5, 0\.55, .*0\.95 but received 0\.52/)
  expectRefused(await refused('precisionRecall(category: "lynx") { recall }'), 200, 'BAD_USER_INPUT', /"lynx"/)
})

test('the best F1 is at the score that keeps both cats, and says why a category has none', async () => {
  const point = '{ score f1 precision recall reason }'
  const { overall, perCategory, iou } = await ask<{ iou: number; overall: object; perCategory: object[] }>(
    `bestF1 { iou overall ${point} perCategory { category { name } best ${point} } }`,
  )
  expect(iou).toBe(0.5)
  expect(overall).toEqual({ score: 0.6, f1: 0.5, precision: 0.5, recall: 0.5, reason: null })
  expect(perCategory).toEqual([
    { category: { name: 'cat' }, best: { score: 0.6, f1: 0.8, precision: 2 / 3, recall: 1, reason: null } },
    {
      category: { name: 'wildcat' },
      best: { score: null, f1: 0, precision: null, recall: 0, reason: 'no detection matches an object' },
    },
  ])
})

test('the errors of each kind are counted and told in average precision', async () => {
  type Share = { type?: string; count: number; deltaAp: number | null }
  const breakdown = await ask<{ ap: number; errors: Share[]; falsePositives: Share; falseNegatives: Share }>(
    `errorBreakdown { foreground background ap reason errors { type count deltaAp }
      falsePositives { count deltaAp } falseNegatives { count deltaAp } }`,
  )
  const { ap50 } = await ask<{ ap50: number }>('summary { ap50 }')
  const cats = (51 + (50 * 2) / 3) / 101
  expect(breakdown).toMatchObject({ foreground: 0.5, background: 0.1, reason: null })
  expect(breakdown.ap).toBeCloseTo(cats / 2, 12)
  expect(breakdown.ap).toBeCloseTo(ap50, 12)
  expect(breakdown.errors.map(({ type, count }) => [type, count])).toEqual([
    ['CLASSIFICATION', 1],
    ['LOCALISATION', 0],
    ['BOTH', 0],
    ['DUPLICATE', 0],
    ['BACKGROUND', 2],
    ['MISSED', 1],
  ])
  // Mended, the cat is a wildcat at the second place of two, and both cats are right before anything wrong.
  expect(breakdown.errors[0]!.deltaAp).toBeCloseTo((1 + (51 * 0.5) / 101) / 2 - cats / 2, 12)
  expect(breakdown.errors[1]!.deltaAp).toBe(0)
  expect(breakdown.falsePositives).toMatchObject({ count: 3 })
  expect(breakdown.falseNegatives).toMatchObject({ count: 2 })
})

test('an evaluation without numbers has no inside', async () => {
  const queued = await wildcats.evaluate({ imageScope: 'EVALUATED_ONLY', name: 'queued', isWorked: false })
  expect(await wildcats.result(queued, 'bestF1 { iou } images(first: 1) { totalCount }')).toBeNull()
})

test('an operation asks at most 30 questions', async () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `a${index}: bestF1 { iou }`).join(' ')
  expect((await refused(many(30))).errors).toEqual([])
  expectRefused(await refused(many(31)), 200, 'BAD_USER_INPUT', /at most 30 questions/)
})
