import { cursorMoment, decodeCursor, type Page, type PageRequest, toPage, where } from './page.ts'
import { type Image, Prisma, type PrismaClient } from './prisma/client.ts'

export type ImageFilter = { sha256?: string | null; fileName?: string | null; since?: Date | null; until?: Date | null }

const columns = Prisma.sql`id, sha256, format, width, height, orientation, byte_size AS "byteSize",
  file_name AS "fileName", created_at AS "createdAt", ${cursorMoment(Prisma.sql`created_at`)} AS at`

const conditionsOf = ({ sha256, fileName, since, until }: ImageFilter) => [
  sha256 != null && Prisma.sql`sha256 = decode(${sha256}, 'hex')`,
  fileName != null && Prisma.sql`file_name = ${fileName}`,
  since != null && Prisma.sql`created_at >= ${since}`,
  until != null && Prisma.sql`created_at < ${until}`,
]

/** Stored images; their bytes come only from `readBytes`. */
export const createImages = (prisma: PrismaClient) => ({
  findMany: (ids: readonly string[]): Promise<Image[]> => prisma.image.findMany({ where: { id: { in: [...ids] } } }),

  /** Newest first. */
  async list(filter: ImageFilter, { first, after }: PageRequest): Promise<Page<Image>> {
    const cursor = decodeCursor(after)
    const beyond = cursor && Prisma.sql`(created_at, id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    const rows = await prisma.$queryRaw<(Image & { at: string })[]>`
      SELECT ${columns} FROM image ${where([...conditionsOf(filter), beyond])}
      ORDER BY created_at DESC, id DESC LIMIT ${first + 1}`
    return toPage(rows, first)
  },

  async count(filter: ImageFilter): Promise<number> {
    const [row] = await prisma.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM image ${where(conditionsOf(filter))}`
    return Number(row?.count ?? 0)
  },

  /** The bytes as they came; undefined when there is no such image. */
  async readBytes(id: string): Promise<Uint8Array | undefined> {
    const row = await prisma.imageBytes.findUnique({ where: { imageId: id } })
    return row?.bytes
  },

  /** Runs and their detections go with it. IN_USE: it is a photo of a dataset. */
  async delete(id: string): Promise<'DELETED' | 'IN_USE' | 'MISSING'> {
    try {
      const { count } = await prisma.image.deleteMany({ where: { id } })
      return count > 0 ? 'DELETED' : 'MISSING'
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003') return 'IN_USE'
      throw error
    }
  },
})
