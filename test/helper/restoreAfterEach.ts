import { afterEach, vi } from 'vitest'

// Files share a process: what a test that fails half-way has replaced may not reach the next file.
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
