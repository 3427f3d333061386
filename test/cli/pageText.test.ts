import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pageText } from '../../src/cli/pageText.ts'
import { pageState } from '../../src/server/pageState.ts'
import { temporaryFolder } from './temporaryFolder.ts'

test('start-up says where the page is, and that it is missing or was built for another schema', () => {
  const folder = temporaryFolder()
  const text = () => pageText('http://x/', pageState(folder))
  expect(text()).toBe('is not built: npm run build')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  expect(text()).toBe('http://x/ (built for another version: npm run build)')
  const sum = createHash('sha256').update(readFileSync('schema.graphql')).digest('hex')
  writeFileSync(join(folder, 'schema.sha256'), sum)
  expect(text()).toBe('http://x/')
})

test('a build says for which schema it is', () => {
  expect(pageState()).toBe('BUILT')
})
