import { candidatesOf, type ImageFilter, imageConditions, probes, runsExist } from './imageFilter.ts'
import { cursorMoment, decodeCursor, type Page, type PageRequest, toPage, where } from './page.ts'
import { type Image, Prisma, type PrismaClient } from './prisma/client.ts'

const columns = Prisma.sql`id, sha256, format, width, height, orientation, byte_size AS "byteSize",
  file_name AS "fileName", created_at AS "createdAt", ${cursorMoment(Prisma.sql`created_at`)} AS at`

type Row = Image & { at: string }

const newestFirst = Prisma.sql`ORDER BY created_at DESC, id DESC`

/** Numbers by which the way of reading a page is chosen; measured with ten million detections on 100,000 images. */
const measured = {
  /** up to so many candidates are gathered before any image is looked at */
  rare: 5000,
  /** up to so many are gathered where the next images do not fill a page */
  gathered: 50_000,
  /** images that are looked at before */
  near: 2000,
}

/** Stored images; their bytes come only from `readBytes`. */
export function createImages(prisma: PrismaClient, { rare, gathered, near }: typeof measured = measured) {
  /** The fewest candidates of a filter, and whether they are rare; undefined where they are too many to be gathered. */
  async function findFew(filter: ImageFilter): Promise<{ select: Prisma.Sql; isRare: boolean } | undefined> {
    const few: { select: Prisma.Sql; count: number }[] = []
    for (const { select, counted, isIndexed } of candidatesOf(filter)) {
      const most = isIndexed ? gathered : rare
      const [row] = await prisma.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (SELECT ${counted} LIMIT ${most + 1}) AS candidate`
      const count = Number(row?.count)
      if (count <= rare) return { select, isRare: true }
      if (count <= most) few.push({ select, count })
    }
    const [fewest] = few.sort((a, b) => a.count - b.count)
    return fewest && { select: fewest.select, isRare: false }
  }

  /**
   * Newest first. Where runs or detections decide, what is rare is gathered from an index and sorted, and of what is common
   * images are looked at one after the other, each by the indexes of its runs, until the page is full. Of what is between,
   * the next images are looked at, and it is gathered where they do not fill the page.
   */
  async function list(filter: ImageFilter, { first, after }: PageRequest): Promise<Page<Image>> {
    const cursor = decodeCursor(after)
    const beyond = cursor && Prisma.sql`(created_at, id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    const conditions = where([...imageConditions(filter), beyond])
    const read = (images: Prisma.Sql, most: number | null) => prisma.$queryRaw<Row[]>`
      SELECT ${columns} FROM (SELECT image.* FROM ${images} ${conditions} ${newestFirst} LIMIT ${most}::bigint) AS i
      ${probes(filter)} ${newestFirst} LIMIT ${first + 1}`
    const all = Prisma.sql`image`

    const few = await findFew(filter)
    if (few === undefined) return toPage(await read(all, null), first)
    const rows = few.isRare ? [] : await read(all, near)
    if (rows.length > first) return toPage(rows, first)
    const candidates = Prisma.sql`(SELECT DISTINCT image_id FROM (${few.select}) AS run) AS candidate
      JOIN image ON image.id = candidate.image_id`
    return toPage(await read(candidates, null), first)
  }

  async function count(filter: ImageFilter): Promise<number> {
    const [row] = await prisma.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM image ${where([...imageConditions(filter), ...runsExist(filter)])}`
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
