import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The file that Node itself picks: Vite would take the ES module, and so make a second graphql beside the one of
  // Apollo Server, which refuses its types.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    pool: 'forks',
    // Most tests wait for processes and databases: two files at a time take 6 minutes where one takes 10.
    maxWorkers: 2,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helper/globalSetup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
