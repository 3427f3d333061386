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

test('the same detections have the stored AP under the rules of the evaluation, at most twice an operation', async () => {
  const effects = (count: number) =>
    Array.from({ length: count }, (_, index) => `a${index}: protocolEffects { pycocotools effects { setting } }`)
  type Result = { summary: { ap: number }; a0: { pycocotools: number; effects: { setting: string }[] }; a1: object }
  const { summary, a0, a1 } = await wildcats.result<Result>(evaluation, `summary { ap } ${effects(2).join(' ')}`)
  expect(a0.pycocotools).toBe(summary.ap)
  expect(a0.effects.length).toBeGreaterThan(3)
  expect(a1).toEqual(a0)
  const query = `{ evaluation(id: "${toNodeId('Evaluation', evaluation)}") { result { ${effects(3).join(' ')} } } }`
  expectRefused(await wildcats.server.graphql(query), 400, 'BAD_USER_INPUT', /at most 2 protocolEffects/)
})
