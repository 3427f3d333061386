import { AppError } from '../errors.ts'
import type { PrismaClient, Upload } from './prisma/client.ts'

const chunkBytes = 1024 * 1024
/** How long an upload that was used stays, in milliseconds: for a caller that lost the answer and asks again. */
const usedLifetimeMs = 120_000

export type UploadLimits = {
  /** bytes of one upload */
  maxBytes: number
  /** bytes of all uploads that wait to be used */
  maxTotalBytes: number
  /** how long an upload can be used, in milliseconds */
  lifetimeMs: number
}

/** What a stream gives; its own failures, such as a sender that goes away, are not to be taken for the database's. */
async function* received(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('BAD_REQUEST', 'Expected the whole of a body but it broke off; nothing of it was kept.', {
      cause,
    })
  }
}

/** Gathers what a stream gives into chunks of one megabyte. */
async function* chunked(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer<ArrayBuffer>> {
  let parts: Uint8Array[] = []
  let size = 0
  for await (const part of stream) {
    parts.push(part)
    size += part.length
    if (size < chunkBytes) continue
    yield Buffer.concat(parts)
    parts = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(parts)
}

const full = (held: number, limit: number) =>
  new AppError('OVERLOADED', `Uploads that wait to be used hold ${held} of at most ${limit} bytes.`, {
    hint: 'Use those that are there by `detect`, or wait: each that is not used is dropped an hour after it began.',
    retryAfter: 30,
  })

/** Bytes on their way in, kept in Postgres so that every process on it can use them. */
export function createUploads(prisma: PrismaClient) {
  const dropExpired = () => prisma.upload.deleteMany({ where: { expiresAt: { lt: new Date() } } })

  /**
   * Of all uploads that wait to be used, those included that others are sending now. One that was used is known by its
   * early end; so one that was not counts no more shortly before its own.
   */
  async function heldBytes(): Promise<number> {
    const expiresAt = { gt: new Date(Date.now() + usedLifetimeMs) }
    const { _sum } = await prisma.upload.aggregate({ _sum: { byteSize: true }, where: { expiresAt } })
    return Number(_sum.byteSize ?? 0)
  }

  const remove = (id: string) => prisma.upload.deleteMany({ where: { id } })

  /**
   * Stores a stream; nothing stays of one that breaks off or is too large.
   * @throws AppError PAYLOAD_TOO_LARGE; OVERLOADED when all uploads together hold what they may; BAD_REQUEST when the
   * stream breaks off
   */
  async function receive(
    stream: AsyncIterable<Uint8Array>,
    fileName: string | null,
    limits: UploadLimits,
  ): Promise<Upload> {
    await dropExpired()
    const expiresAt = new Date(Date.now() + limits.lifetimeMs)
    const { id } = await prisma.upload.create({ data: { fileName, expiresAt } })
    try {
      let byteSize = 0
      let ordinal = 0
      for await (const bytes of chunked(received(stream))) {
        byteSize += bytes.length
        if (byteSize > limits.maxBytes)
          throw new AppError(
            'PAYLOAD_TOO_LARGE',
            `Expected an upload of at most ${limits.maxBytes} bytes but received more.`,
          )
        // One statement, not a transaction of Prisma's: a connection that is lost in one never comes back to the pool.
        await prisma.$executeRaw`
          WITH chunk AS (INSERT INTO upload_chunk (upload_id, ordinal, bytes) VALUES (${id}::uuid, ${ordinal}, ${bytes}))
          UPDATE upload SET byte_size = ${byteSize} WHERE id = ${id}::uuid`
        ordinal += 1
        // After the chunk is there for all to see: of uploads that come at once, the last one finds them all.
        const held = await heldBytes()
        if (held > limits.maxTotalBytes) throw full(held, limits.maxTotalBytes)
      }
      return await prisma.upload.update({ where: { id }, data: { byteSize, complete: true } })
    } catch (error) {
      await remove(id).catch(() => undefined)
      throw error
    }
  }

  /** Those of the uploads that are finished and have not expired. */
  const findMany = (ids: readonly string[]): Promise<Upload[]> =>
    prisma.upload.findMany({ where: { id: { in: [...ids] }, complete: true, expiresAt: { gt: new Date() } } })

  /** All bytes of a finished upload. */
  async function readBytes(id: string): Promise<Buffer<ArrayBuffer>> {
    const chunks = await prisma.uploadChunk.findMany({ where: { uploadId: id }, orderBy: { ordinal: 'asc' } })
    return Buffer.concat(chunks.map(chunk => chunk.bytes))
  }

  /** Their images are stored: they count no more, and go in two minutes. Those that have gone are left out. */
  async function markUsed(ids: readonly string[]): Promise<void> {
    const expiresAt = new Date(Date.now() + usedLifetimeMs)
    await prisma.upload.updateMany({
      where: { id: { in: [...ids] }, expiresAt: { gt: expiresAt } },
      data: { expiresAt },
    })
    await dropExpired()
  }

  return { receive, findMany, readBytes, markUsed }
}
