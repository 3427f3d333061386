import type { Model, Prisma, PrismaClient } from './prisma/client.ts'

/** A model as it is served: the ONNX file and the manifest by their SHA-256, hexadecimal. */
export type NewModel = { name: string; sha256: string; manifestSha256: string; manifest: Prisma.InputJsonObject }

/** Every model that was ever served on this database. */
export const createModels = (prisma: PrismaClient) => ({
  /** The row of this model, made when it is new. */
  register: ({ name, sha256, manifestSha256, manifest }: NewModel): Promise<Model> =>
    prisma.model.upsert({
      where: { name_sha256_manifestSha256: { name, sha256, manifestSha256 } },
      create: { name, sha256, manifestSha256, manifest },
      update: {},
    }),

  findMany: (ids: readonly string[]): Promise<Model[]> => prisma.model.findMany({ where: { id: { in: [...ids] } } }),

  list: (): Promise<Model[]> => prisma.model.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] }),
})
