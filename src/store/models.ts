import type { Model, Prisma, PrismaClient } from './prisma/client.ts'

/** A model as it is served; both sums are SHA-256, hexadecimal. */
type NewModel = { name: string; sha256: string; preprocessing: string; manifest: Prisma.InputJsonObject }

/** Every model that was ever served on this database. */
export const createModels = (prisma: PrismaClient) => ({
  /** The row of this model, made when it is new; its manifest is kept up to date. */
  register: ({ name, sha256, preprocessing, manifest }: NewModel): Promise<Model> =>
    prisma.model.upsert({
      where: { name_sha256_preprocessing: { name, sha256, preprocessing } },
      create: { name, sha256, preprocessing, manifest },
      update: { manifest },
    }),

  findMany: (ids: readonly string[]): Promise<Model[]> => prisma.model.findMany({ where: { id: { in: [...ids] } } }),

  /** Those of the names that a model has or had. */
  async findNames(names: readonly string[]): Promise<string[]> {
    const rows = await prisma.model.findMany({
      where: { name: { in: [...names] } },
      distinct: ['name'],
      select: { name: true },
    })
    return rows.map(({ name }) => name)
  },

  list: (): Promise<Model[]> => prisma.model.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] }),
})
