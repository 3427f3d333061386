import { escapeLiteral, type Pool, type PoolClient } from 'pg'
import type { AnnotationColumns, GroundTruth, ImageColumns } from '../../eval/groundTruth.ts'
import { copyOut } from './copy/copyOut.ts'
import { inTransaction } from './inTransaction.ts'
import { joinBoxes } from './joinBoxes.ts'

/** A stored photo; its size is that of the upright image. */
export type Photo = {
  readonly imageId: string
  /** hexadecimal */
  readonly sha256: string
  readonly width: number
  readonly height: number
  /** EXIF, 1 to 8 */
  readonly orientation: number
}

export type StoredGroundTruth = {
  readonly groundTruth: GroundTruth
  /** [I] of each image of the ground truth; null where none has come */
  readonly photos: readonly (Photo | null)[]
}

/** Images that follow each other, as positions in the dataset. */
type Range = { readonly first: number; readonly count: number }

type Row = Pick<GroundTruth, 'categories'> & {
  id: string
  traits: Pick<GroundTruth, 'defaulted'> & { madeUpIds?: true; madeUpCategoryIds?: true }
}

const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'

/** Datasets as eval/ takes them, read as columns. */
export const createGroundTruths = (pool: Pool) => ({
  /** Images and photos alone: of a dataset of millions of annotations a hundredth. Empty when there is no such dataset. */
  readImages: (datasetId: string): Promise<Pick<StoredGroundTruth, 'photos'> & Pick<GroundTruth, 'images'>> =>
    inTransaction(
      pool,
      async client => {
        const { images, photos } = await readImages(client, datasetId)
        return { images, photos }
      },
      { begin },
    ),

  /**
   * What was stored, annotations ordered by image: to an evaluation the same as what the reader gave. With a range,
   * those images alone with their annotations, `images.places` their positions in the dataset; annotations on images
   * that the file does not list come only without one. `defaulted` is of the whole file in either case.
   * @returns undefined when there is no such dataset
   */
  read: (datasetId: string, range?: Range): Promise<StoredGroundTruth | undefined> =>
    inTransaction(
      pool,
      async client => {
        const { rows } = await client.query<Row>('SELECT id, categories, traits FROM dataset WHERE id = $1', [
          datasetId,
        ])
        return rows[0] && readContent(client, rows[0], range)
      },
      { begin },
    ),
})

async function readContent(client: PoolClient, dataset: Row, range?: Range): Promise<StoredGroundTruth> {
  const { defaulted, madeUpIds, madeUpCategoryIds } = dataset.traits
  const { images, photos, ordinals } = await readImages(client, dataset.id, range)
  const annotations = await readAnnotations(client, dataset.id, ordinals)
  return {
    groundTruth: {
      categories: dataset.categories,
      images: { ...images, ...(madeUpIds && { madeUpIds }) },
      annotations,
      defaulted,
      ...(madeUpCategoryIds && { madeUpCategoryIds }),
    },
    photos,
  }
}

async function readImages(client: PoolClient, id: string, range?: Range) {
  const within = range && `AND position >= ${range.first} AND position < ${range.first + range.count}`
  const [places, ids, fileNames, widths, heights, starts, counts, imageIds, sha256s, ...photo] = await copyOut(
    client,
    `SELECT d.position, d.file_id, d.file_name, d.width, d.height, d.annotation_start, d.annotation_count,
      i.id, encode(i.sha256, 'hex'), coalesce(i.width, 0), coalesce(i.height, 0), coalesce(i.orientation, 1::int2)
    FROM dataset_image d LEFT JOIN image i ON i.id = d.image_id
    WHERE d.dataset_id = ${escapeLiteral(id)} ${within ?? ''} ORDER BY d.position`,
    ['int4', 'int8', 'text', 'float8', 'float8', 'int4', 'int4', 'uuid?', 'text?', 'int4', 'int4', 'int2'],
  )
  const [photoWidths, photoHeights, orientations] = photo
  const photos = imageIds.map((imageId, image): Photo | null => {
    const sha256 = sha256s[image]
    if (imageId === null || sha256 == null) return null
    const [width, height] = [photoWidths[image]!, photoHeights[image]!]
    return { imageId, sha256, width, height, orientation: orientations[image]! }
  })
  const images: ImageColumns = { ids, fileNames, widths, heights, ...(range && { places }) }
  const from = starts[0] ?? 0
  const ordinals = range && { from, to: (starts.at(-1) ?? 0) + (counts.at(-1) ?? 0) }
  return { images, photos, ordinals }
}

async function readAnnotations(
  client: PoolClient,
  id: string,
  ordinals: { from: number; to: number } | undefined,
): Promise<AnnotationColumns> {
  const within = ordinals && `AND ordinal >= ${ordinals.from} AND ordinal < ${ordinals.to}`
  const [ids, imageIds, categoryIds, x, y, width, height, areas, crowds] = await copyOut(
    client,
    `SELECT file_id, image_file_id, category_id, x, y, width, height, area, crowd FROM annotation
    WHERE dataset_id = ${escapeLiteral(id)} ${within ?? ''} ORDER BY ordinal`,
    ['int8', 'int8', 'int8', 'float8', 'float8', 'float8', 'float8', 'float8', 'bool'],
  )
  return { ids, imageIds, categoryIds, boxes: joinBoxes(x, y, width, height), areas, crowds }
}
