import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPacer } from '../../src/graphql/createPacer.ts'

test('lets those who wait go on in their order, a group each turn of the event loop', async () => {
  const pace = createPacer(3)
  const gone: number[] = []
  for (let number = 0; number < 7; number++) void pace().then(() => gone.push(number))
  await Promise.resolve()
  expect(gone).toEqual([])
  for (const count of [3, 6, 7]) {
    await turn()
    expect(gone).toEqual([0, 1, 2, 3, 4, 5, 6].slice(0, count))
  }
})

test('lets one go on that comes when nobody waits any more', async () => {
  const pace = createPacer(3)
  await pace()
  await pace()
})
