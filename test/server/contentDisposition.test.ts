import { expect, test } from 'vitest'
import { contentDisposition } from '../../src/server/contentDisposition.ts'

test('a name that is too long is cut before its ending', () => {
  const [, ascii] = /filename="([^"]*)"/.exec(contentDisposition('n'.repeat(200), '.results.json'))!
  expect(ascii).toBe(`${'n'.repeat(187)}.results.json`)
})

test('a character that is cut in the middle does no harm', () => {
  const [, encoded] = /UTF-8''(.*)/.exec(contentDisposition('🙂'.repeat(100), '.results.json'))!
  expect(decodeURIComponent(encoded!)).toBe(`${'🙂'.repeat(93)}\u{fffd}.results.json`)
})
