import { expect, test } from 'vitest'
import type { Services } from '../../src/graphql/context.ts'
import { createComparisons } from '../../src/graphql/createComparisons.ts'
import type { EvaluationRow } from '../../src/store/evaluations.ts'

const row = (id: string, reusedFromId: string | null = null) => ({ id, reusedFromId }) as EvaluationRow
const draws = { replicates: 1000, seed: 1, confidence: 0.95 }

/** Tasks that end when they are told to, and what they were asked. */
function manualTasks() {
  const asked: { name: string; args: object; end: (result: unknown) => void; fail: (error: Error) => void }[] = []
  const run = (name: string, args: object) =>
    new Promise((end, fail) => {
      asked.push({ name, args, end, fail })
    })
  return { asked, comparisons: createComparisons({ run } as unknown as Services['tasks']) }
}

const pair = (candidate: string) => ({ baseline: row('a'), candidate: row(candidate) })

test('two that ask for the same at once, or later, get what was computed once', async () => {
  const { asked, comparisons } = manualTasks()
  const answers = [comparisons.compare(pair('b'), draws), comparisons.compare(pair('b'), { ...draws })]
  expect(asked).toMatchObject([{ name: 'compare', args: { baselineId: 'a', candidateId: 'b', ...draws } }])
  asked[0]!.end('numbers')
  expect(await Promise.all([...answers, comparisons.compare(pair('b'), draws)])).toEqual(Array(3).fill('numbers'))
  expect(asked).toHaveLength(1)
})

test('other draws, and the two the other way round, are computed anew; one that reuses the shards is not', () => {
  const { asked, comparisons } = manualTasks()
  comparisons.compare(pair('b'), draws)
  for (const other of [{ seed: 2 }, { replicates: 500 }, { confidence: 0.9 }])
    comparisons.compare(pair('b'), { ...draws, ...other })
  comparisons.compare({ baseline: row('b'), candidate: row('a') }, draws)
  expect(asked).toHaveLength(5)
  comparisons.compare({ baseline: row('a'), candidate: row('c', 'b') }, draws)
  expect(asked).toHaveLength(5)
})

test('a failure is not kept', async () => {
  const { asked, comparisons } = manualTasks()
  const failing = comparisons.compare(pair('b'), draws)
  asked[0]!.fail(new Error('lost'))
  await expect(failing).rejects.toThrow('lost')
  const again = comparisons.compare(pair('b'), draws)
  asked[1]!.end('numbers')
  expect(await again).toBe('numbers')
})

test('64 are kept: of more the one that was asked for longest ago goes', () => {
  const { asked, comparisons } = manualTasks()
  for (let candidate = 0; candidate < 64; candidate++) comparisons.compare(pair(`c${candidate}`), draws)
  comparisons.compare(pair('c0'), draws)
  comparisons.compare(pair('c64'), draws)
  expect(asked).toHaveLength(65)
  comparisons.compare(pair('c0'), draws)
  expect(asked).toHaveLength(65)
  comparisons.compare(pair('c1'), draws)
  expect(asked).toHaveLength(66)
})

test('16 MB are kept: of large ones fewer, the one that was asked for longest ago goes', async () => {
  const { asked, comparisons } = manualTasks()
  const ask = async (candidate: string, bytes: number) => {
    const before = asked.length
    const answer = comparisons.compare(pair(candidate), draws)
    if (asked.length > before) asked.at(-1)!.end('x'.repeat(bytes))
    await answer
    return asked.length > before ? 'computed' : 'remembered'
  }
  for (const candidate of ['b', 'c', 'd']) expect(await ask(candidate, 5_000_000)).toBe('computed')
  expect(await ask('b', 5_000_000)).toBe('remembered')
  expect(await ask('e', 5_000_000)).toBe('computed')
  for (const candidate of ['b', 'd', 'e']) expect(await ask(candidate, 5_000_000)).toBe('remembered')
  expect(await ask('c', 5_000_000)).toBe('computed')
})
