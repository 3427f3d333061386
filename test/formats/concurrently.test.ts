import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { concurrently } from '../../src/formats/concurrently.ts'

test('results are in the order of the items and no more than the limit run at a time', async () => {
  let running = 0
  let most = 0
  const results = await concurrently([30, 5, 20, 1, 10], 2, async milliseconds => {
    running++
    most = Math.max(most, running)
    await setTimeout(milliseconds)
    running--
    return milliseconds
  })
  expect(results).toEqual([30, 5, 20, 1, 10])
  expect(most).toBe(2)
})

test('of two failures the first in order is told, when nothing runs any more, and the rest is not begun', async () => {
  const begun: number[] = []
  let running = 0
  const failing = concurrently([20, 1, 30, 5, 5, 5], 3, async milliseconds => {
    begun.push(milliseconds)
    running++
    await setTimeout(milliseconds)
    running--
    if (milliseconds < 30) throw new Error(String(milliseconds))
  })
  await expect(failing).rejects.toThrow(/^20$/)
  expect(running).toBe(0)
  expect(begun).toEqual([20, 1, 30])
})

test('nothing to do is done', async () => {
  expect(await concurrently([], 3, async () => 1)).toEqual([])
})
