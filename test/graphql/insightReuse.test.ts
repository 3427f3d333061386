import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { openWildcats } from '../insight/openWildcats.ts'

let wildcats: Awaited<ReturnType<typeof openWildcats>>
beforeAll(async () => {
  wildcats = await openWildcats()
})
afterAll(() => wildcats.close())

const fields = 'confusionMatrix { excused } images(first: 1) { nodes { misses { fileId } } }'
const answer = { confusionMatrix: { excused: 1 }, images: { nodes: [{ misses: [{ fileId: 102 }] }] } }

test('an evaluation that reuses numbers has their inside, also after the one that has them was deleted', async () => {
  const first = await wildcats.evaluate({ name: 'first' })
  const second = await wildcats.evaluate({ name: 'second' })
  const [row] = await wildcats.lab.store.evaluations.findMany([second])
  expect(row!.reusedFromId).toBe(first)
  expect(await wildcats.result(second, fields)).toEqual(answer)
  await wildcats.lab.store.evaluations.delete(first)
  expect(await wildcats.result(second, fields)).toEqual(answer)
  expect(await wildcats.result(second, 'bestF1 { overall { score } }')).toEqual({ bestF1: { overall: { score: 0.6 } } })
})

test('a deleted evaluation has no inside any more, however lately it was looked into', async () => {
  const id = await wildcats.evaluate({ profile: 'OMZ_ACCURACY_CHECKER' })
  expect(await wildcats.result(id, fields)).toMatchObject({ images: answer.images })
  await wildcats.lab.store.evaluations.delete(id)
  const query = `{ evaluation(id: "${toNodeId('Evaluation', id)}") { result { ${fields} } } }`
  expect((await wildcats.server.graphql(query)).data).toEqual({ evaluation: null })
})
