import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What reaches, or measures, all else in its process. */
const reaching = /\bvi\.(do)?mock\(|\bmemoryUsage\(|\bgetActiveResourcesInfo\(|\bspyOn\(process,|\bprocess\.chdir\(/i

test('what replaces modules or functions of its process, or measures it, is named *.alone.test.ts, and so has one of its own', () => {
  const shared = globSync('test/**/*.ts').filter(file => !file.endsWith('.alone.test.ts'))
  expect(shared.length).toBeGreaterThan(100)
  expect(shared.filter(file => reaching.test(readFileSync(file, 'utf8')))).toEqual([])
})
