import { expect, onTestFinished, test, vi } from 'vitest'
import { exitOnSignal } from '../../src/cli/exitOnSignal.ts'
import { eventually } from '../helper/eventually.ts'

/** What the process would do, and its signals by hand. */
function watched(close: () => Promise<unknown>) {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const before = process.listeners('SIGINT')
  const exiting = exitOnSignal(close)
  const added = process.listeners('SIGINT').filter(listener => !before.includes(listener))
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  onTestFinished(() => {
    exit.mockRestore()
    error.mockRestore()
    for (const name of signals) for (const listener of added) process.off(name, listener)
  })
  const leftovers = () => process.listeners('SIGINT').filter(listener => added.includes(listener))
  return { ...exiting, exit, error, leftovers, signal: () => added.forEach(listener => void listener('SIGINT')) }
}

const hanging = () => new Promise(() => undefined)

test('the first signal closes, and then ends it, though closing fails; work that fails by it is not told of', async () => {
  const { guard, signal, exit, error } = watched(() => Promise.reject(new Error('closed twice')))
  const { promise, reject } = Promise.withResolvers()
  const settled = vi.fn()
  guard(promise).then(settled, settled)
  signal()
  reject(new Error('connection terminated'))
  await eventually(() => expect(exit).toHaveBeenCalledWith(130))
  expect(error.mock.calls).toEqual([['fovea: SIGINT: ending']])
  expect(settled).not.toHaveBeenCalled()
})

test('a second signal does not wait for what hangs, unless it is the same Ctrl-C once more', () => {
  const { signal, exit } = watched(hanging)
  const now = vi.spyOn(performance, 'now').mockReturnValue(5000)
  onTestFinished(() => now.mockRestore())
  signal()
  now.mockReturnValue(5100)
  signal()
  expect(exit).not.toHaveBeenCalled()
  now.mockReturnValue(7000)
  signal()
  expect(exit).toHaveBeenCalledWith(130)
})

test('without a signal work gives what it gives, and released signals end the process by themselves', async () => {
  const { guard, release, leftovers } = watched(hanging)
  expect(await guard(Promise.resolve(7))).toBe(7)
  await expect(guard(Promise.reject(new Error('a defect')))).rejects.toThrow('a defect')
  expect(leftovers()).toHaveLength(1)
  release()
  expect(leftovers()).toEqual([])
})
