import { escapeLiteral, type Pool } from 'pg'
import { copyBytes } from './copy/copyBytes.ts'

const ignore = () => undefined

/** One chunk of an upload; undefined when there is none. */
export async function readUploadChunk(pool: Pool, uploadId: string, ordinal: number): Promise<Buffer | undefined> {
  const client = await pool.connect()
  // Of a connection that breaks the copy tells; the event would end the process where nobody listens.
  client.on('error', ignore)
  let broken: Error | undefined
  try {
    const key = `upload_id = ${escapeLiteral(uploadId)} AND ordinal = ${ordinal}`
    return await copyBytes(client, `SELECT bytes FROM upload_chunk WHERE ${key}`)
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    if (!broken) client.off('error', ignore)
    client.release(broken)
  }
}
