import { expect, test } from 'vitest'
import type { ProtocolEffects } from '../../eval/explain/protocolEffects.ts'
import type { Services } from '../../src/graphql/context.ts'
import { createProtocolEffects } from '../../src/graphql/createProtocolEffects.ts'

const effects: ProtocolEffects = { pycocotools: 0.5, omzAccuracyChecker: 0.6, effects: [] }

/** What tasks were asked; each ends when it is told to. */
function manualTasks() {
  const asked: { args: unknown[]; end: (effects: ProtocolEffects) => void; fail: (error: Error) => void }[] = []
  const run = (...args: unknown[]) => new Promise((end, fail) => asked.push({ args, end, fail }))
  return { asked, find: createProtocolEffects({ run } as unknown as Services['tasks']) }
}

test('two that ask at once, one that asks later and one that reuses the numbers get what was computed once', async () => {
  const { asked, find } = manualTasks()
  const first = find({ id: 'a', reusedFromId: null, shardCount: 1 })
  const rest = [
    find({ id: 'a', reusedFromId: null, shardCount: 1 }),
    find({ id: 'b', reusedFromId: 'a', shardCount: 1 }),
  ]
  asked[0]!.end(effects)
  expect(await Promise.all([first, ...rest, find({ id: 'a', reusedFromId: null, shardCount: 1 })])).toEqual(
    Array(4).fill(effects),
  )
  expect(asked.map(({ args }) => args)).toEqual([['protocolEffects', { evaluationId: 'a' }]])
})

test('other evaluations are computed each, a failure is not kept', async () => {
  const { asked, find } = manualTasks()
  const failing = find({ id: 'a', reusedFromId: null, shardCount: 1 })
  find({ id: 'b', reusedFromId: null, shardCount: 1 })
  asked[0]!.fail(new Error('lost'))
  await expect(failing).rejects.toThrow('lost')
  find({ id: 'a', reusedFromId: null, shardCount: 1 })
  expect(asked.map(({ args }) => args[1])).toEqual(['a', 'b', 'a'].map(evaluationId => ({ evaluationId })))
})
