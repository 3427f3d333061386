import { expect, test } from 'vitest'
import { createByteCache } from '../../src/server/createByteCache.ts'

test('what was used last is kept, as far as there is room', () => {
  const cache = createByteCache(10)
  cache.set('a', new Uint8Array(4))
  cache.set('b', new Uint8Array(4))
  expect(cache.get('a')).toHaveLength(4)
  cache.set('c', new Uint8Array(4))
  expect(cache.get('b')).toBeUndefined()
  expect(cache.get('a')).toHaveLength(4)
  cache.set('a', new Uint8Array(6))
  expect([cache.get('a')?.length, cache.get('c')?.length]).toEqual([6, 4])
  cache.set('huge', new Uint8Array(11))
  expect(['a', 'c', 'huge'].map(cache.get)).toEqual([undefined, undefined, undefined])
})
