import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProgress } from '../../src/cli/createProgress.ts'

const { isTTY } = process.stderr
let written: string[] = []

beforeEach(() => {
  written = []
  process.stderr.isTTY = true
  vi.useFakeTimers()
  vi.spyOn(process.stderr, 'write').mockImplementation(text => written.push(String(text)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  process.stderr.isTTY = isTTY
})

test('work of more than a second is shown while its first step still runs', () => {
  const progress = createProgress('pictures')
  progress.show(0, 2)
  vi.advanceTimersByTime(990)
  expect(written).toEqual([])
  vi.advanceTimersByTime(20)
  expect(written).toEqual(['\r\x1b[K0 of 2 pictures'])
  progress.show(1, 2)
  progress.clear()
  expect(written.slice(1)).toEqual(['\r\x1b[K1 of 2 pictures', '\r\x1b[K'])
})

test('work that is over within a second writes nothing, later neither', () => {
  const progress = createProgress('pictures')
  progress.show(1, 1)
  progress.clear()
  vi.advanceTimersByTime(5000)
  expect(written).toEqual([])
})
