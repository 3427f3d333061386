import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'

let store: Store
let other: Store
beforeAll(async () => {
  const url = await freshDatabase()
  store = createStore(url)
  other = createStore(url)
})
afterAll(async () => {
  await store.close()
  await other.close()
})

test('labels of COCO are its categories; labels of a model’s own come after them, once, whoever registers them', async () => {
  const [cat, gnome] = await store.categories.register(['cat', 'gnome'])
  expect(cat).toMatchObject({ id: 17, cocoId: 17, index: 15 })
  expect(gnome).toMatchObject({ name: 'gnome', cocoId: null, index: null })
  expect(gnome!.id).toBeGreaterThan(1000)
  const [seen] = await other.categories.register(['gnome'])
  expect(seen).toEqual(gnome)
  expect(await other.categories.findByName(['gnome', 'unicorn'])).toEqual([gnome])
})

test('two that register the same new labels at once get the same rows', async () => {
  const names = ['elf', 'orc', 'elf']
  const [a, b] = await Promise.all([store.categories.register(names), other.categories.register(names)])
  expect(a).toEqual(b)
  expect(new Set(a.map(({ id }) => id)).size).toBe(2)
})

test('a category that another process added is found by its id', async () => {
  const [troll] = await store.categories.register(['troll'])
  expect(other.categories.known(troll!.id)).toBeUndefined()
  expect(await other.categories.findMany([troll!.id, 1])).toMatchObject([{ name: 'troll' }, { name: 'person' }])
  await expect(other.categories.findMany([32_000])).rejects.toThrow('No category has the id 32000')
})

test('a secret is the same for every process, also when two ask at once for the first time', async () => {
  const [a, b] = await Promise.all([store.secrets.findOrCreate('x'), other.secrets.findOrCreate('x')])
  expect(a).toEqual(b)
  expect(a).toHaveLength(32)
  expect(await store.secrets.findOrCreate('y')).not.toEqual(a)
})
