import { vi } from 'vitest'

/** Waits until a check holds, ten seconds at most, and gives what it gave. */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 10_000, interval: 5 })
