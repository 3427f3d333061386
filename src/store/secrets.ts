import { randomBytes } from 'node:crypto'
import type { PrismaClient } from './prisma/client.ts'

/** Random values that every process on this database shares. */
export const createSecrets = (prisma: PrismaClient) => ({
  /** 32 bytes; the same for the same name, whoever asks first. */
  async findOrCreate(name: string): Promise<Uint8Array> {
    await prisma.secret.createMany({ data: [{ name, value: randomBytes(32) }], skipDuplicates: true })
    const { value } = await prisma.secret.findUniqueOrThrow({ where: { name } })
    return value
  },
})
