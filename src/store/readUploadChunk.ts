import { escapeLiteral, type Pool } from 'pg'
import { borrow } from './borrow.ts'
import { copyBytes } from './copy/copyBytes.ts'

/** One chunk of an upload; undefined when there is none. */
export async function readUploadChunk(pool: Pool, uploadId: string, ordinal: number): Promise<Buffer | undefined> {
  const { client, release } = await borrow(pool)
  try {
    const key = `upload_id = ${escapeLiteral(uploadId)} AND ordinal = ${ordinal}`
    const bytes = await copyBytes(client, `SELECT bytes FROM upload_chunk WHERE ${key}`)
    release()
    return bytes
  } catch (error) {
    release(error)
    throw error
  }
}
