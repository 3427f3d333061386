import { expect, test } from 'vitest'
import { bytesOf } from '../../src/insight/bytesOf.ts'
import { createPartCache } from '../../src/insight/createPartCache.ts'

/** What was made, in order; each part takes so many bytes. */
function createMaker(cache: ReturnType<typeof createPartCache>) {
  const made: string[] = []
  const get = (key: string, bytes = 100) =>
    cache.get(key, async () => {
      made.push(key)
      return new Uint8Array(bytes)
    })
  return { made, get }
}

test('a part is made once, also for those who ask while it is being made', async () => {
  const { made, get } = createMaker(createPartCache(1000))
  const [first, second] = await Promise.all([get('a'), get('a')])
  expect(second).toBe(first)
  expect(await get('a')).toBe(first)
  expect(made).toEqual(['a'])
})

test('what was used least lately goes when there is no room, and no more than that', async () => {
  const cache = createPartCache(250)
  const { made, get } = createMaker(cache)
  await get('a')
  await get('b')
  await get('a')
  await get('c')
  expect(cache.size()).toBe(200)
  await get('a')
  await get('c')
  expect(made).toEqual(['a', 'b', 'c'])
  await get('b')
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

test('of parts that are larger than the whole cache the last is kept, beside all others', async () => {
  const cache = createPartCache(250)
  const { made, get } = createMaker(cache)
  await get('a')
  expect(await get('large', 251)).toHaveLength(251)
  await get('b')
  await get('large', 251)
  await get('a')
  expect(cache.size()).toBe(451)
  expect(made).toEqual(['a', 'large', 'b'])
  await get('larger', 300)
  expect(cache.size()).toBe(500)
  await get('large', 251)
  expect(made).toEqual(['a', 'large', 'b', 'larger', 'large'])
})

test('a part that could not be made is tried again', async () => {
  const cache = createPartCache(250)
  const failing = cache.get('a', async () => {
    throw new Error('no database')
  })
  await expect(failing).rejects.toThrow('no database')
  expect(await cache.get('a', async () => 'made')).toBe('made')
})

test('columns count by their bytes, wherever they are in a value', () => {
  const columns = { a: new Float64Array(1000), inside: [{ b: new Uint8Array(500) }] }
  expect(bytesOf(columns)).toBeGreaterThanOrEqual(8500)
  expect(bytesOf(columns)).toBeLessThan(8700)
  expect(bytesOf(Array.from({ length: 1000 }, () => 'name'))).toBeGreaterThan(8000)
})
