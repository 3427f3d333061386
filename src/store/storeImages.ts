import type { PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { AppError } from '../errors.ts'
import type { ImageHeader } from '../image/imageHeader.ts'

export type NewImage = {
  sha256: Buffer
  /** the encoded image; undefined when it is known to be stored */
  bytes: Uint8Array | undefined
  header: ImageHeader
  fileName: string | null
}

const insertImage = `
  WITH added AS (
    INSERT INTO image (id, sha256, format, width, height, orientation, byte_size, file_name)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (sha256) DO NOTHING RETURNING id
  ), stored AS (INSERT INTO image_bytes (image_id, bytes) SELECT id, $9 FROM added)
  SELECT id FROM added`

const findImages = 'SELECT id, sha256 FROM image WHERE sha256 = ANY($1::bytea[]) ORDER BY sha256 FOR KEY SHARE'

/**
 * Ids of images by SHA-256 (hexadecimal), each stored when it is new. To be called in a transaction.
 * The rows are locked, so that none can be deleted before something refers to it; always in order of SHA-256, so that
 * two calls with the same images cannot wait for each other.
 * @throws AppError IMAGE_NOT_FOUND when one that comes without bytes is not there any more
 */
export async function storeImages(client: PoolClient, images: readonly NewImage[]): Promise<Map<string, string>> {
  // The first of several with the same bytes names the image.
  const wanted = new Map(images.toReversed().map(image => [image.sha256.toString('hex'), image]))
  const ids = new Map<string, string>()
  for (let attempt = 0; attempt < 3 && ids.size < wanted.size; attempt++) {
    const missing = [...wanted.keys()].filter(sha256 => !ids.has(sha256)).sort()
    const found = await client.query(findImages, [missing.map(sha256 => `\\x${sha256}`)])
    for (const { id, sha256 } of found.rows) ids.set(sha256.toString('hex'), id)
    for (const sha256 of missing) {
      const image = wanted.get(sha256)
      if (ids.has(sha256) || !image?.bytes) continue
      const { format, width, height, orientation } = image.header
      const { bytes, fileName } = image
      const values = [uuidv7(), image.sha256, format, width, height, orientation, bytes.length, fileName, bytes]
      const { rows } = await client.query(insertImage, values)
      if (rows[0]) ids.set(sha256, rows[0].id)
    }
  }
  if (ids.size < wanted.size)
    throw new AppError(
      'IMAGE_NOT_FOUND',
      'An image of this call was deleted while the call was at work; nothing was stored.',
    )
  return ids
}
