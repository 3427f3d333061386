import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createSessions } from '../../src/detector/createSessions.ts'
import { demoManifest } from './demoManifest.ts'

const file = resolve('models', demoManifest().file)

const model = (name: string) => {
  const manifest = demoManifest({ name })
  return { manifest, file, sha256: manifest.sha256, written: statSync(file).mtimeMs, preprocessing: '' }
}

test('keeps the two models that were used last and opens the third anew', async () => {
  const sessions = createSessions(1)
  const [a, b] = [await sessions.of(model('a')), await sessions.of(model('b'))]
  expect(await sessions.of(model('a'))).toBe(a)
  await sessions.of(model('c'))
  expect(await sessions.of(model('a'))).toBe(a)
  expect(await sessions.of(model('b'))).not.toBe(b)
})
