import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'forks',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helper/globalSetup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
