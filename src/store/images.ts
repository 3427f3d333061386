import { type Candidates, candidatesOf, type ImageFilter, imageConditions, isByRuns, probes } from './imageFilter.ts'
import { cursorMoment, decodeCursor, type Page, type PageRequest, toPage, where } from './page.ts'
import { type Image, Prisma, type PrismaClient } from './prisma/client.ts'

const columns = Prisma.sql`id, sha256, format, width, height, orientation, byte_size AS "byteSize",
  file_name AS "fileName", created_at AS "createdAt", ${cursorMoment(Prisma.sql`created_at`)} AS at`

type Row = Image & { at: string }

/** Images that are looked at one after the other before it is asked whether those that may be wanted are few. */
const near = 2000

const newestFirst = Prisma.sql`ORDER BY created_at DESC, id DESC`

const imagesOf = ({ select }: Candidates) => Prisma.sql`
  FROM (SELECT DISTINCT image_id FROM (${select}) AS run) AS candidate JOIN image ON image.id = candidate.image_id`

/** Stored images; their bytes come only from `readBytes`. */
export function createImages(prisma: PrismaClient) {
  /** What may be few, and is. */
  async function findFew(filter: ImageFilter): Promise<Candidates | undefined> {
    for (const candidates of candidatesOf(filter)) {
      const [row] = await prisma.$queryRaw<{ few: boolean }[]>`
        SELECT count(*) <= ${candidates.most} AS few FROM (SELECT ${candidates.counted} LIMIT ${candidates.most + 1}) AS candidate`
      if (row?.few) return candidates
    }
    return undefined
  }

  /**
   * Newest first. Of images whose runs or detections decide, the next ones are looked at one after the other, each by the
   * indexes of its runs: that fills a page of what is common. What is rare is gathered from an index and sorted.
   */
  async function list(filter: ImageFilter, { first, after }: PageRequest): Promise<Page<Image>> {
    const cursor = decodeCursor(after)
    const beyond = cursor && Prisma.sql`(created_at, id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    const conditions = where([...imageConditions(filter), beyond])
    const read = (images: Prisma.Sql) => prisma.$queryRaw<Row[]>`
      SELECT ${columns} FROM (${images}) AS i ${probes(filter)} ${newestFirst} LIMIT ${first + 1}`
    const walk = (most: Prisma.Sql) => read(Prisma.sql`SELECT * FROM image ${conditions} ${newestFirst} LIMIT ${most}`)

    if (!isByRuns(filter)) return toPage(await walk(Prisma.sql`${first + 1}`), first)
    const rows = await walk(Prisma.sql`${near}`)
    if (rows.length > first || !(await hasMore(conditions))) return toPage(rows, first)
    const few = await findFew(filter)
    const all = few ? read(Prisma.sql`SELECT image.* ${imagesOf(few)} ${conditions}`) : walk(Prisma.sql`ALL`)
    return toPage(await all, first)
  }

  /** Whether there are more images than those `near` ones. */
  async function hasMore(conditions: Prisma.Sql): Promise<boolean> {
    const rows = await prisma.$queryRaw<unknown[]>`
      SELECT FROM image ${conditions} ${newestFirst} LIMIT 1 OFFSET ${near}`
    return rows.length > 0
  }

  async function count(filter: ImageFilter): Promise<number> {
    const few = isByRuns(filter) ? await findFew(filter) : undefined
    const images = few ? imagesOf(few) : Prisma.sql`FROM image`
    const [row] = await prisma.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM (SELECT image.id ${images} ${where(imageConditions(filter))} OFFSET 0) AS i ${probes(filter)}`
    return Number(row?.count ?? 0)
  }

  return {
    findMany: (ids: readonly string[]): Promise<Image[]> => prisma.image.findMany({ where: { id: { in: [...ids] } } }),

    list,

    count,

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
  }
}
