import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { createEvaluationFeed, type EvaluationNow } from '../../src/runs/createEvaluationFeed.ts'
import type { EvaluationRow } from '../../src/store/evaluations.ts'

const intervalMs = 20

/** A feed of rows in memory. */
function startFeed() {
  const rows = new Map<string, EvaluationRow>()
  const find = vi.fn(async (ids: readonly string[]) => ids.flatMap(id => rows.get(id) ?? []))
  const onTrouble = vi.fn()
  const feed = createEvaluationFeed({ find, onTrouble, intervalMs, gatherMs: 5 })
  return {
    feed,
    find,
    onTrouble,
    write(id: string, status: EvaluationRow['status'], matchedCount = 0) {
      rows.set(id, { id, status, phase: 'MATCHING', matchedCount, shardCount: 9 } as EvaluationRow)
    },
    remove: (id: string) => rows.delete(id),
  }
}

const told = ({ value }: IteratorResult<EvaluationNow>) =>
  value?.evaluation && [value.evaluation.status, value.evaluation.matchedCount]

test('tells how it stands, then each change, then the end, and then no more', async () => {
  const { feed, write } = startFeed()
  write('a', 'QUEUED')
  const events = feed.follow('a')
  expect(told(await events.next())).toEqual(['QUEUED', 0])
  write('a', 'RUNNING', 1)
  expect(told(await events.next())).toEqual(['RUNNING', 1])
  write('a', 'FAILED', 1)
  expect(told(await events.next())).toEqual(['FAILED', 1])
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

test('tells nothing twice that has not changed', async () => {
  const { feed, write, find } = startFeed()
  write('a', 'RUNNING', 1)
  const events = feed.follow('a')
  await events.next()
  const next = events.next()
  const reads = find.mock.calls.length
  await vi.waitFor(() => expect(find.mock.calls.length).toBeGreaterThan(reads + 2))
  write('a', 'RUNNING', 2)
  expect(told(await next)).toEqual(['RUNNING', 2])
  await events.return?.()
})

test.each(['phase', 'detectCount', 'detectedCount', 'failedCount', 'shardCount'] as const)(
  'tells a change of %s alone',
  async name => {
    const { feed, find } = startFeed()
    const row = { id: 'a', status: 'RUNNING', phase: 'DETECTING', detectCount: 1 } as EvaluationRow
    find.mockImplementation(async () => [{ ...row }])
    const events = feed.follow('a')
    await events.next()
    Object.assign(row, { [name]: name === 'phase' ? 'MATCHING' : 5 })
    expect((await events.next()).value.evaluation).toMatchObject(row)
    await events.return?.()
  },
)

test('one that asks late is told what stands then, not what it missed', async () => {
  const { feed, write, find } = startFeed()
  write('a', 'RUNNING', 1)
  const events = feed.follow('a')
  await events.next()
  for (const matched of [2, 3, 4]) {
    write('a', 'RUNNING', matched)
    const reads = find.mock.calls.length
    await vi.waitFor(() => expect(find.mock.calls.length).toBeGreaterThan(reads + 1))
  }
  expect(told(await events.next())).toEqual(['RUNNING', 4])
  await events.return?.()
})

test('the first state is read after the follower came, also while a read is under way', async () => {
  const { feed, write, find } = startFeed()
  write('a', 'RUNNING', 1)
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const first = feed.follow('a')
  await first.next()
  const original = find.getMockImplementation()!
  find.mockImplementationOnce(async ids => {
    const old = await original(ids)
    await gate
    return old
  })
  const reads = find.mock.calls.length
  await vi.waitFor(() => expect(find.mock.calls.length).toBeGreaterThan(reads))
  write('a', 'RUNNING', 2)
  const second = feed.follow('a')
  const state = second.next()
  open()
  expect(told(await state)).toEqual(['RUNNING', 2])
  await Promise.all([first.return?.(), second.return?.()])
})

test('a hundred followers of two evaluations cost one read at a time, and share what it gave', async () => {
  const { feed, write, find } = startFeed()
  write('a', 'RUNNING', 1)
  write('b', 'RUNNING', 1)
  const all = Array.from({ length: 100 }, (_, index) => feed.follow(index % 2 ? 'a' : 'b'))
  const firsts = await Promise.all(all.map(each => each.next()))
  // The first of them is not kept waiting for the others.
  expect(new Set(firsts.map(({ value }) => value)).size).toBe(3)
  expect(find.mock.calls.length).toBeLessThanOrEqual(2)
  expect([...find.mock.lastCall![0]].sort()).toEqual(['a', 'b'])
  await Promise.all(all.map(each => each.return?.()))
})

test('tells once that there is none, of one that never was and of one that was deleted', async () => {
  const { feed, write, remove } = startFeed()
  write('a', 'RUNNING', 1)
  const [none, deleted] = [feed.follow('x'), feed.follow('a')]
  expect(await none.next()).toEqual({ done: false, value: { evaluation: undefined } })
  await deleted.next()
  remove('a')
  expect(await deleted.next()).toEqual({ done: false, value: { evaluation: undefined } })
  expect([await none.next(), await deleted.next()]).toEqual(Array(2).fill({ done: true, value: undefined }))
})

test('asks nobody when nobody follows any more, and again when somebody does', async () => {
  const { feed, write, find } = startFeed()
  write('a', 'RUNNING', 1)
  const events = feed.follow('a')
  await events.next()
  const waiting = events.next()
  await events.return?.()
  expect(await waiting).toEqual({ done: true, value: undefined })
  await sleep(3 * intervalMs)
  const reads = find.mock.calls.length
  await sleep(3 * intervalMs)
  expect(find.mock.calls.length).toBe(reads)
  const again = feed.follow('a')
  expect(told(await again.next())).toEqual(['RUNNING', 1])
  await again.return?.()
})

test('goes on after reads that failed', async () => {
  const { feed, write, find, onTrouble } = startFeed()
  write('a', 'RUNNING', 1)
  const away = new Error('away')
  find.mockRejectedValueOnce(away).mockRejectedValueOnce(away)
  const events = feed.follow('a')
  expect(told(await events.next())).toEqual(['RUNNING', 1])
  expect(onTrouble.mock.calls).toEqual([[away], [away]])
  await events.return?.()
})
