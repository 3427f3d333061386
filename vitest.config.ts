import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'
import { SlowestFirst } from './test/helper/slowestFirst.ts'

const all = 'test/**/*.test.ts'
/** What replaces modules or functions of its process, or measures it: test/aloneFiles.test.ts sees that it is named so. */
const alone = 'test/**/*.alone.test.ts'

export default defineConfig({
  // The file that Node itself picks: Vite would take the ES module, and so make a second graphql beside the one of
  // Apollo Server, which refuses its types.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    pool: 'forks',
    // Most tests wait for processes and databases: two files at a time take 6 minutes where one takes 10.
    maxWorkers: 2,
    globalSetup: ['test/helper/globalSetup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    sequence: { sequencer: SlowestFirst },
    // Files share two processes, as a process and the modules that it loads take a second a file.
    projects: [
      { extends: true, test: { name: 'alone', include: [alone] } },
      {
        extends: true,
        test: {
          name: 'together',
          include: [all],
          exclude: [alone],
          isolate: false,
          setupFiles: ['test/helper/restoreAfterEach.ts'],
        },
      },
    ],
  },
})
