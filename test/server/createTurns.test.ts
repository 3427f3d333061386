import { afterEach, expect, test, vi } from 'vitest'
import { createTurns } from '../../src/server/createTurns.ts'

const { signal } = new AbortController()

afterEach(() => {
  vi.useRealTimers()
})

test('two work at once, two wait in the order they came, the fifth is refused, and a failure gives its place on', async () => {
  const take = createTurns({ places: 2, waiting: 2, patienceMs: 60_000 })
  const log: string[] = []
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const work = gates.map((gate, index) =>
    take(async () => {
      log.push(`begin ${index}`)
      await gate.promise
      log.push(`end ${index}`)
    }, signal).catch(error => log.push(`${error.code ?? error.message} ${index}`)),
  )
  await work[4]
  expect(log).toEqual(['begin 0', 'begin 1', 'OVERLOADED 4'])
  gates[1]!.reject(new Error('broken'))
  await work[1]
  await Promise.resolve()
  expect(log.slice(3)).toEqual(expect.arrayContaining(['broken 1', 'begin 2']))
  for (const gate of gates) gate.resolve()
  await Promise.all(work)
  expect(log.filter(line => line.startsWith('end'))).toEqual(['end 0', 'end 2', 'end 3'])
  await expect(Promise.all([take(async () => 1, signal), take(async () => 2, signal)])).resolves.toEqual([1, 2])
})

test('one that is abandoned leaves its place to others, whether it waits or its turn has just come', async () => {
  const take = createTurns({ places: 1, waiting: 1, patienceMs: 60_000 })
  const gate = Promise.withResolvers<void>()
  const first = take(() => gate.promise, signal)
  const leaving = new AbortController()
  const left = take(async () => 'drawn', leaving.signal)
  leaving.abort()
  const second = take(async () => 'second', signal)
  await expect(left).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(/left/) })
  await expect(take(async () => 'drawn', leaving.signal)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  gate.resolve()
  await first
  expect(await second).toBe('second')
  expect(await take(async () => 'third', signal)).toBe('third')
})

test('who waits too long is told to come again, and takes no place', async () => {
  vi.useFakeTimers()
  const take = createTurns({ places: 1, waiting: 1, patienceMs: 1000 })
  const gate = Promise.withResolvers<void>()
  const first = take(() => gate.promise, signal)
  const late = expect(take(async () => 'drawn', signal)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 2 })
  await vi.advanceTimersByTimeAsync(1000)
  await late
  gate.resolve()
  await first
  expect(await take(async () => 'next', signal)).toBe('next')
})
