import type { Pool, PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { Finding } from '../../eval/finding.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { annotationOrder } from './annotationOrder.ts'
import { copyIn } from './copy/copyIn.ts'
import { inTransaction } from './inTransaction.ts'

export type NewDataset = {
  name: string
  format: 'COCO' | 'YOLO' | 'VOC' | 'CSV'
  orientation: 'UPRIGHT' | 'RAW'
  /** its names are text that Postgres can hold: well-formed, without NUL */
  groundTruth: GroundTruth
  notes: readonly Finding[]
  /** SHA-256 of the content: what has the same hash is the same dataset */
  contentHash: Buffer
}

const insertRow = `
  INSERT INTO dataset (id, name, format, orientation, content_hash, image_count, annotation_count, crowd_count,
    categories, traits, notes)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (content_hash) DO NOTHING`

/**
 * Stores a dataset with its images and annotations in one transaction, or finds the one of the same content. Of two
 * that come at once the second waits for the first.
 */
export const insertDataset = (pool: Pool, dataset: NewDataset): Promise<{ id: string; created: boolean }> =>
  inTransaction(pool, async client => {
    for (;;) {
      const { rows } = await client.query('SELECT id FROM dataset WHERE content_hash = $1', [dataset.contentHash])
      if (rows[0]) return { id: rows[0].id, created: false }
      const id = uuidv7()
      const { rowCount } = await client.query(insertRow, rowOf(id, dataset))
      if (rowCount === 0) continue
      await copyContent(client, id, dataset.groundTruth)
      return { id, created: true }
    }
  })

function rowOf(id: string, { name, format, orientation, groundTruth, notes, contentHash }: NewDataset) {
  const { categories, images, annotations, defaulted, madeUpCategoryIds } = groundTruth
  const traits = {
    defaulted,
    ...(images.madeUpIds && { madeUpIds: true }),
    ...(madeUpCategoryIds && { madeUpCategoryIds }),
  }
  const crowds = annotations.crowds.reduce((sum, crowd) => sum + crowd, 0)
  const counts = [images.ids.length, annotations.ids.length, crowds]
  const json = [categories, traits, notes].map(value => JSON.stringify(value))
  return [id, name, format, orientation, contentHash, ...counts, ...json]
}

async function copyContent(client: PoolClient, id: string, groundTruth: GroundTruth): Promise<void> {
  const { images, annotations } = groundTruth
  const imageCount = images.ids.length
  const count = annotations.ids.length
  const { order, starts } = annotationOrder(groundTruth)
  const sizes = Int32Array.from({ length: imageCount }, (_, image) => starts[image + 1]! - starts[image]!)
  await copyIn(
    client,
    'dataset_image (dataset_id, position, file_id, file_name, width, height, annotation_start, annotation_count)',
    ['uuid', 'int4', 'int8', 'text', 'float8', 'float8', 'int4', 'int4'],
    [
      Array<string>(imageCount).fill(id),
      Int32Array.from(sizes.keys()),
      images.ids,
      images.fileNames,
      images.widths,
      images.heights,
      starts,
      sizes,
    ],
    imageCount,
  )
  const sorted = (column: Float64Array | Uint8Array, width = 1, offset = 0) =>
    Float64Array.from(order, row => column[row * width + offset]!)
  await copyIn(
    client,
    'annotation (dataset_id, ordinal, file_id, image_file_id, category_id, x, y, width, height, area, crowd)',
    ['uuid', 'int4', 'int8', 'int8', 'int8', 'float8', 'float8', 'float8', 'float8', 'float8', 'bool'],
    [
      Array<string>(count).fill(id),
      Int32Array.from(order.keys()),
      sorted(annotations.ids),
      sorted(annotations.imageIds),
      sorted(annotations.categoryIds),
      sorted(annotations.boxes, 4, 0),
      sorted(annotations.boxes, 4, 1),
      sorted(annotations.boxes, 4, 2),
      sorted(annotations.boxes, 4, 3),
      sorted(annotations.areas),
      sorted(annotations.crowds),
    ],
    count,
  )
}
