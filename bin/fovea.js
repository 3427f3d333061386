#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Compiled code is kept between runs, which makes a command begin four times sooner. Only what is imported after this
// line can be; JavaScript, as even one line of TypeScript here would load the compiler each time. Not in the common
// folder for temporary files, where others could put code of theirs.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/fovea'))
await import('../src/main.ts').catch(error => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.url?.includes('/src/store/prisma/')) throw error
  console.error(
    'fovea: Expected the generated code in src/store/prisma but there is none: npm run generate && npm run build',
  )
  process.exitCode = 1
})
