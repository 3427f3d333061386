import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { unlessAborted } from '../src/unlessAborted.ts'

test('gives what the work gives, or its error, and leaves nothing at the signal', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7)
  await expect(unlessAborted(Promise.reject(new Error('away')), signal)).rejects.toThrow('away')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('gives up work that never ends as soon as the signal aborts, or when it has aborted already', async () => {
  const controller = new AbortController()
  const waiting = unlessAborted(new Promise(() => undefined), controller.signal)
  controller.abort()
  expect(await waiting).toBeUndefined()
  expect(await unlessAborted(new Promise(() => undefined), controller.signal)).toBeUndefined()
})
