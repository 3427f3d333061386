import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { AppError } from '../errors.ts'
import type { PrismaClient, Upload } from './prisma/client.ts'
import { readUploadChunk } from './readUploadChunk.ts'
import { uploadChunks } from './uploadChunks.ts'

/** How long an upload that was used stays, in milliseconds: for a caller that lost the answer and asks again. */
const usedLifetimeMs = 120_000
/** How long an upload that is being read stays at least, whatever its end was, in milliseconds. */
const readLifetimeMs = 600_000

export type UploadLimits = {
  /** bytes of one upload */
  maxBytes: number
  /** bytes of all uploads that wait to be used */
  maxTotalBytes: number
  /** how long an upload can be used after its last byte, to the minute, in milliseconds */
  lifetimeMs: number
}

const noRoom = (held: number, limit: number, announced = 0) => {
  const asked = announced > 0 ? `, which leaves no room for ${announced} more` : ''
  return new AppError('OVERLOADED', `Uploads that wait to be used hold ${held} of at most ${limit} bytes${asked}.`, {
    hint: 'Use those that are there, or wait: each that is not used is dropped an hour after its last byte.',
    retryAfter: 30,
  })
}

export const uploadNotFound = () =>
  new AppError('UPLOAD_NOT_FOUND', 'Expected the id of a finished upload but there is none, or it has expired.', {
    hint: 'PUT /uploads gives a new one.',
  })

/** How many chunks one statement drops: what Postgres does in a fraction of the time that a statement has. */
const dropChunks = 64

/** The moment so many milliseconds from now; always Postgres' now, as clocks of processes differ. */
const after = (milliseconds: `$${number}`) => `now() + ${milliseconds} * interval '1 millisecond'`

/** Bytes on their way in, kept in Postgres so that every process on it can use them. */
export function createUploads(prisma: PrismaClient, pool: Pool) {
  /** Some chunks at a time: those of a large upload take longer to go than one statement may. */
  async function drop(which: 'id = $1' | 'expires_at < now()', values: string[]): Promise<void> {
    const some = `DELETE FROM upload_chunk WHERE (upload_id, ordinal) IN
      (SELECT upload_id, ordinal FROM upload_chunk JOIN upload ON id = upload_id WHERE ${which} LIMIT ${dropChunks})`
    while ((await pool.query(some, values)).rowCount === dropChunks);
    await pool.query(`DELETE FROM upload WHERE ${which}`, values)
  }

  let dropping = false

  /** In the background: nobody waits for gigabytes to go. What this leaves goes the next time. */
  function dropExpired(): void {
    if (dropping) return
    dropping = true
    drop('expires_at < now()', [])
      .catch(() => undefined)
      .finally(() => {
        dropping = false
      })
  }

  /**
   * Of all uploads that wait to be used, those included that others are sending now. One that was used is known by its
   * early end; so one that was not counts no more shortly before its own.
   */
  async function heldBytes(): Promise<number> {
    const { rows } = await pool.query<{ held: number }>(
      `SELECT coalesce(sum(byte_size), 0)::float8 AS held FROM upload WHERE expires_at > ${after('$1')}`,
      [usedLifetimeMs],
    )
    return rows[0]?.held ?? 0
  }

  /** One statement, not a transaction. Its end moves on once a minute: a change of it costs more than one of its size. */
  const addChunk = (id: string, ordinal: number, bytes: Uint8Array, byteSize: number, lifetimeMs: number) =>
    pool.query({
      name: 'add upload chunk',
      text: `WITH chunk AS (INSERT INTO upload_chunk (upload_id, ordinal, bytes) VALUES ($1, $2, $3))
        UPDATE upload SET byte_size = $4, expires_at =
          CASE WHEN expires_at < ${after('$5')} - interval '1 minute' THEN ${after('$5')} ELSE expires_at END
        WHERE id = $1`,
      values: [id, ordinal, bytes, byteSize, lifetimeMs],
    })

  /**
   * Stores a stream; nothing stays of one that breaks off or is too large.
   * @param announced how many bytes are going to come, 0 where nobody said
   * @throws AppError PAYLOAD_TOO_LARGE; OVERLOADED when all uploads together hold what they may; BAD_REQUEST when the
   * stream breaks off
   */
  async function receive(
    stream: AsyncIterable<Uint8Array>,
    fileName: string | null,
    { maxBytes, maxTotalBytes, lifetimeMs }: UploadLimits,
    announced = 0,
  ): Promise<Upload> {
    dropExpired()
    const before = await heldBytes()
    if (before + announced > maxTotalBytes) throw noRoom(before, maxTotalBytes, announced)
    const id = uuidv7()
    const begin = `INSERT INTO upload (id, file_name, expires_at) VALUES ($1, $2, ${after('$3')})`
    await pool.query(begin, [id, fileName, lifetimeMs])
    try {
      let byteSize = 0
      let ordinal = 0
      const hash = createHash('sha256')
      for await (const bytes of uploadChunks(stream)) {
        byteSize += bytes.length
        if (byteSize > maxBytes)
          throw new AppError('PAYLOAD_TOO_LARGE', `Expected an upload of at most ${maxBytes} bytes but received more.`)
        hash.update(bytes)
        await addChunk(id, ordinal, bytes, byteSize, lifetimeMs)
        ordinal += 1
        // After the chunk is there for all to see: of uploads that come at once, the last one finds them all.
        const held = await heldBytes()
        if (held > maxTotalBytes) throw noRoom(held, maxTotalBytes)
      }
      return await prisma.upload.update({ where: { id }, data: { byteSize, sha256: hash.digest(), complete: true } })
    } catch (error) {
      await drop('id = $1', [id]).catch(() => undefined)
      throw error
    }
  }

  /** Those of the uploads that are finished and have not expired. */
  const findMany = (ids: readonly string[]): Promise<Upload[]> =>
    prisma.$queryRaw`SELECT id, file_name AS "fileName", byte_size AS "byteSize", complete, sha256, created_at AS "createdAt",
        expires_at AS "expiresAt" FROM upload
      WHERE id = ANY(${[...ids]}::uuid[]) AND complete AND expires_at > now()`

  /** All bytes of a finished upload. */
  async function readBytes(id: string): Promise<Buffer<ArrayBuffer>> {
    const chunks = await prisma.uploadChunk.findMany({ where: { uploadId: id }, orderBy: { ordinal: 'asc' } })
    return Buffer.concat(chunks.map(chunk => chunk.bytes))
  }

  /** Moves an end that is near away. @returns its size in bytes @throws AppError UPLOAD_NOT_FOUND */
  async function keep(id: string): Promise<number> {
    const { rows } = await pool.query<{ size: number }>(
      `UPDATE upload SET expires_at = greatest(expires_at, ${after('$2')})
        WHERE id = $1 AND complete AND expires_at > now() RETURNING byte_size::float8 AS size`,
      [id, readLifetimeMs],
    )
    const [upload] = rows
    if (!upload) throw uploadNotFound()
    return upload.size
  }

  /**
   * The bytes of a finished upload, a megabyte at a time; two of them are in memory. It does not expire while it is read.
   * @throws AppError UPLOAD_NOT_FOUND, before the first chunk, or where it was deleted meanwhile
   */
  async function* chunks(id: string): AsyncGenerator<Uint8Array> {
    const byteSize = await keep(id)
    let kept = performance.now()
    let left = byteSize
    let next = left > 0 ? readUploadChunk(pool, id, 0) : undefined
    for (let ordinal = 1; next; ordinal++) {
      const chunk = await next
      if (!chunk) throw uploadNotFound()
      left -= chunk.length
      next = left > 0 ? readUploadChunk(pool, id, ordinal) : undefined
      // It is awaited in the next round, which may be long after it failed, or never come.
      next?.catch(() => undefined)
      yield chunk
      if (performance.now() - kept < readLifetimeMs / 2) continue
      await keep(id)
      kept = performance.now()
    }
  }

  /** What was in them is stored: they count no more, and go in two minutes. Those that have gone are left out. */
  async function markUsed(ids: readonly string[]): Promise<void> {
    const end = `UPDATE upload SET expires_at = ${after('$2')}
      WHERE id = ANY($1::uuid[]) AND expires_at > ${after('$2')}`
    await pool.query(end, [ids, usedLifetimeMs])
    dropExpired()
  }

  return { verbs: { receive, findMany, readBytes, markUsed }, chunks }
}
