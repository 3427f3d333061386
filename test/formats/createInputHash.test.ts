import { expect, test } from 'vitest'
import { createInputHash } from '../../src/formats/createInputHash.ts'

test('the order in which files are read does not change their hash, and it is that of sha256sum', () => {
  const hash = createInputHash()
  hash.add('b.txt', 'b')
  hash.add('a/c.txt', new Uint8Array())
  const other = createInputHash()
  other.add('a/c.txt', '')
  other.add('b.txt', Buffer.from('b'))
  expect(hash.sha256()).toBe(other.sha256())
  // (sha256sum a/c.txt b.txt) | sha256sum
  expect(hash.sha256()).toBe('60f8aefad81b6ce648b1253c5d62cac9dffbfe295f86b82941c6ee3079c45dc1')
})
