import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { openWildcats } from '../insight/openWildcats.ts'

let wildcats: Awaited<ReturnType<typeof openWildcats>>
let evaluation: string
beforeAll(async () => {
  wildcats = await openWildcats()
  evaluation = await wildcats.evaluate()
})
afterAll(() => wildcats.close())

type Result = Record<string, unknown>
const ask = (fields: string) =>
  wildcats.server.graphql<{ evaluation: { result: Result } }>(
    `{ evaluation(id: "${toNodeId('Evaluation', evaluation)}") { result { ${fields} } } }`,
  )

test('a field that is refused is null with its error, and the others are answered', async () => {
  const { data, errors } = await ask(`summary { ap50 } wrong: precisionRecall(iou: 0.52) { recall }
    right: precisionRecall(iou: 0.55) { recall } bestF1(iou: 0.52) { iou } errorBreakdown { foreground }
    images(first: 1, after: "MjAyNg") { totalCount } confusedImages(actual: "lynx", first: 1) { totalCount }
    confusionMatrix { excused }`)
  expect(data.evaluation.result).toMatchObject({
    summary: { ap50: expect.any(Number) },
    wrong: null,
    bestF1: null,
    errorBreakdown: { foreground: 0.5 },
    images: null,
    confusedImages: null,
    confusionMatrix: { excused: 1 },
  })
  expect(data.evaluation.result.right).toHaveLength(101)
  expect(errors.map(({ path }) => path?.at(-1)).sort()).toEqual(['bestF1', 'confusedImages', 'images', 'wrong'])
})

test('the curves of 80 categories in one operation are one question, each that of its category', async () => {
  const curve = (index: number) =>
    `a${index}: precisionRecall(category: ${['"cat"', '"wildcat"', 'null'][index % 3]}) { precision }`
  const { data, errors } = await ask(Array.from({ length: 80 }, (_, index) => curve(index)).join(' '))
  expect(errors).toEqual([])
  const first = (index: number) => (data.evaluation.result[`a${index}`] as { precision: number }[])[0]!.precision
  expect(first(78)).toBeCloseTo(1, 12)
  expect(first(79)).toBe(0)
  expect(first(77)).toBeCloseTo(0.5, 12)
})

test('the third protocolEffects is refused before the first has run, also where a list may have it', async () => {
  const one = 'protocolEffects { pycocotools }'
  const three = await ask(`summary { ap } a: ${one} b: ${one} c: ${one}`)
  expect(three.errors[0]!.message).toMatch(/at most 2 protocolEffects in an operation but this one can have 3/)
  expect(three.data).toBeFalsy()
  const listed = await wildcats.server.graphql(`{ evaluations(first: 3) { nodes { result { ${one} } } } }`)
  expect(listed.errors[0]!.message).toMatch(/can have 3; ask for fewer evaluations by `first`/)
  const two = await wildcats.server.graphql(`{ evaluations(first: 2) { nodes { result { ${one} } } } }`)
  expect(two.errors).toEqual([])
})
