import type { Category, PrismaClient } from './prisma/client.ts'

/** Keys below are COCO's own ids. */
const firstCustomId = 1001

/**
 * What a detection can be: COCO's 80, seeded by a migration, and the labels of models that have their own.
 * Categories are only ever added, so what was read once stays true.
 */
export function createCategories(prisma: PrismaClient) {
  let byId = new Map<number, Category>()
  let byName = new Map<string, Category>()

  async function reload() {
    const rows = await prisma.category.findMany({ orderBy: { id: 'asc' } })
    byId = new Map(rows.map(row => [row.id, row]))
    byName = new Map(rows.map(row => [row.name, row]))
  }

  async function list(): Promise<Category[]> {
    await reload()
    return [...byId.values()]
  }

  /** Rows of these ids, in their order. */
  async function findMany(ids: readonly number[]): Promise<Category[]> {
    if (!ids.every(id => byId.has(id))) await reload()
    return ids.map(id => {
      const category = byId.get(id)
      if (!category) throw new Error(`No category has the id ${id}.`)
      return category
    })
  }

  /** Those of the names that exist, in their order. */
  async function findByName(names: readonly string[]): Promise<Category[]> {
    if (!names.every(name => byName.has(name))) await reload()
    return names.flatMap(name => byName.get(name) ?? [])
  }

  /** Rows of these names, in their order; names that are new are added. */
  async function register(names: readonly string[]): Promise<Category[]> {
    const known = new Set((await findByName(names)).map(category => category.name))
    const fresh = [...new Set(names)].filter(name => !known.has(name))
    if (fresh.length > 0)
      await prisma.$transaction(async tx => {
        await tx.$executeRaw`LOCK TABLE category IN SHARE ROW EXCLUSIVE MODE`
        await tx.$executeRaw`
          INSERT INTO category (id, name)
          SELECT greatest((SELECT max(id) FROM category), ${firstCustomId - 1}) + row_number() OVER (), name
          FROM unnest(${fresh}::text[]) AS fresh(name) WHERE name NOT IN (SELECT name FROM category)`
      })
    return findByName(names)
  }

  return {
    /** The row of this id where it was read before: for lists so long that a promise for each would be felt. */
    known: (id: number): Category | undefined => byId.get(id),
    verbs: { list, findMany, findByName, register },
  }
}
