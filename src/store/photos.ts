import type { Pool, PoolClient } from 'pg'
import { AppError } from '../errors.ts'
import { inTransaction } from './inTransaction.ts'
import { type NewImage, storeImages } from './storeImages.ts'

/** Which stored image is the photo of an image of a dataset. */
type PhotoLink = { readonly position: number; readonly imageId: string }

export type NewPhoto = NewImage & { readonly position: number }

/** ADDED: the dataset's image has it now. UNCHANGED: it had it before. TAKEN: it has another one, and keeps that. */
type LinkOutcome = 'ADDED' | 'UNCHANGED' | 'TAKEN'

export const datasetNotFound = () =>
  new AppError('DATASET_NOT_FOUND', 'Expected the id of a dataset but there is none.', {
    hint: 'Query datasets(first: 100) lists them.',
  })

const datasetFrozen = () =>
  new AppError(
    'DATASET_FROZEN',
    'The photos of this dataset have been evaluated and stay as they are; nothing was added.',
    {
      hint: 'Photos that it has already may come again. For others delete the dataset, its evaluations with it, and create it anew.',
    },
  )

/**
 * Until the transaction ends nobody else links photos, freezes the dataset or deletes it.
 * @throws AppError DATASET_NOT_FOUND
 */
async function lock(client: PoolClient, datasetId: string): Promise<{ isFrozen: boolean }> {
  const { rows } = await client.query<{ isFrozen: boolean }>(
    'SELECT frozen_at IS NOT NULL AS "isFrozen" FROM dataset WHERE id = $1 FOR UPDATE',
    [datasetId],
  )
  if (!rows[0]) throw datasetNotFound()
  return rows[0]
}

type Locked = { datasetId: string; isFrozen: boolean }

/**
 * Of a dataset that is locked.
 * @throws AppError DATASET_FROZEN when something would be added
 */
async function link(client: PoolClient, { datasetId, isFrozen }: Locked, links: readonly PhotoLink[]) {
  const { rows } = await client.query<{ position: number; imageId: string | null }>(
    'SELECT position, image_id AS "imageId" FROM dataset_image WHERE dataset_id = $1 AND position = ANY($2::int4[])',
    [datasetId, links.map(({ position }) => position)],
  )
  const photos = new Map(rows.map(({ position, imageId }) => [position, imageId]))
  const outcomes = links.map(({ position, imageId }): LinkOutcome => {
    const photo = photos.get(position)
    if (photo === undefined) throw new RangeError(`Expected a position of the dataset but received ${position}.`)
    if (photo !== null) return photo === imageId ? 'UNCHANGED' : 'TAKEN'
    photos.set(position, imageId)
    return 'ADDED'
  })
  const added = links.filter((_, index) => outcomes[index] === 'ADDED')
  if (added.length === 0) return outcomes
  if (isFrozen) throw datasetFrozen()
  await client.query(
    `UPDATE dataset_image d SET image_id = l.image FROM unnest($2::int4[], $3::uuid[]) AS l(position, image)
    WHERE d.dataset_id = $1 AND d.position = l.position`,
    [datasetId, added.map(({ position }) => position), added.map(({ imageId }) => imageId)],
  )
  return outcomes
}

/**
 * Photos of datasets. The dataset's row is locked before anything is looked at, so that an evaluation that begins at
 * the same moment, and freezes them, sees either all of a call or nothing.
 */
export const createPhotos = (pool: Pool) => ({
  /**
   * Stores the images that are new, and makes all the photos of the dataset's images; none is ever replaced. One
   * transaction.
   * @returns what became of each, in the order of `photos`
   * @throws AppError DATASET_NOT_FOUND; DATASET_FROZEN when something would be added; IMAGE_NOT_FOUND when one that comes
   * without bytes is not there any more
   */
  add: (datasetId: string, photos: readonly NewPhoto[]): Promise<LinkOutcome[]> =>
    inTransaction(pool, async client => {
      // Before the images, in the order that deleting a dataset has.
      const { isFrozen } = await lock(client, datasetId)
      const ids = await storeImages(client, photos)
      const links = photos.map(({ position, sha256 }) => ({ position, imageId: ids.get(sha256.toString('hex'))! }))
      return link(client, { datasetId, isFrozen }, links)
    }),
})
