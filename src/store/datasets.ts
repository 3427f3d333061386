import type { Pool } from 'pg'
import type { Category } from '../../eval/groundTruth.ts'
import { deleteDataset } from './deleteDataset.ts'
import { insertDataset, type NewDataset } from './insertDataset.ts'
import { cursorMoment, decodeCursor, type Page, type PageRequest, toPage, where } from './page.ts'
import { positionAfter, toPositionPage } from './positionPage.ts'
import { type Annotation, type Dataset, type DatasetImage, Prisma, type PrismaClient } from './prisma/client.ts'

/** A dataset without what may be long: that comes from `categories`. */
export type DatasetRow = Omit<Dataset, 'categories' | 'traits'> & { readonly categoryCount: number }

const columns = Prisma.sql`id, name, format, orientation, content_hash AS "contentHash", image_count AS "imageCount",
  annotation_count AS "annotationCount", crowd_count AS "crowdCount", jsonb_array_length(categories) AS "categoryCount",
  notes, created_at AS "createdAt", frozen_at AS "frozenAt", ${cursorMoment(Prisma.sql`created_at`)} AS at`

const imageColumns = Prisma.sql`dataset_id AS "datasetId", position, file_id AS "fileId", file_name AS "fileName", width,
  height, annotation_start AS "annotationStart", annotation_count AS "annotationCount", image_id AS "imageId"`

const annotationColumns = Prisma.sql`a.dataset_id AS "datasetId", a.ordinal, a.file_id AS "fileId",
  a.image_file_id AS "imageFileId", a.category_id AS "categoryId", a.x, a.y, a.width, a.height, a.area, a.crowd`

/** One image of a dataset. */
type ImageKey = { readonly datasetId: string; readonly position: number }

/** One image of a dataset by its id in the file. */
export type FileKey = { readonly datasetId: string; readonly fileId: number }

/** `position`: its place among those of its image, from 0 */
export type PlacedAnnotation = Annotation & { readonly position: number }

/** Which images of a dataset; conditions that all hold. */
export type ImageFilter = { readonly hasPhoto?: boolean | null; readonly fileName?: string | null }

const conditionsOf = ({ hasPhoto, fileName }: ImageFilter) => [
  hasPhoto != null && (hasPhoto ? Prisma.sql`image_id IS NOT NULL` : Prisma.sql`image_id IS NULL`),
  fileName != null && Prisma.sql`file_name = ${fileName}`,
]

/** Datasets that come after those of the page before, in lists of newest first. */
function beyond(after: string | null) {
  const cursor = decodeCursor(after)
  return cursor && Prisma.sql`(created_at, id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
}

/** Stored ground truth, as lists show it; groundTruths.ts reads it as a whole. */
export const createDatasets = (pool: Pool, prisma: PrismaClient) => ({
  insert: (dataset: NewDataset) => insertDataset(pool, dataset),

  findMany: (ids: readonly string[]): Promise<DatasetRow[]> =>
    prisma.$queryRaw<DatasetRow[]>`SELECT ${columns} FROM dataset WHERE id = ANY(${[...ids]}::uuid[])`,

  /** Those of each dataset in the order of its file; in the order of `ids`. */
  async categories(ids: readonly string[]): Promise<(readonly Category[])[]> {
    const rows = await prisma.$queryRaw<{ id: string; categories: Category[] }[]>`
      SELECT id, categories FROM dataset WHERE id = ANY(${[...ids]}::uuid[])`
    const byId = new Map(rows.map(({ id, categories }) => [id, categories]))
    return ids.map(id => byId.get(id) ?? [])
  },

  /** Newest first. */
  async list({ first, after }: PageRequest): Promise<Page<DatasetRow>> {
    const rows = await prisma.$queryRaw<(DatasetRow & { at: string })[]>`
      SELECT ${columns} FROM dataset ${where([beyond(after)])} ORDER BY created_at DESC, id DESC LIMIT ${first + 1}`
    return toPage(rows, first)
  },

  count: (): Promise<number> => prisma.dataset.count(),

  /** One page of the datasets that have each image as a photo, newest first, in one query; in the order of `imageIds`. */
  async listByImage(imageIds: readonly string[], { first, after }: PageRequest): Promise<Page<DatasetRow>[]> {
    const ofImage = Prisma.sql`id IN (SELECT dataset_id FROM dataset_image WHERE image_id = wanted.image_id)`
    const rows = await prisma.$queryRaw<(DatasetRow & { at: string; place: number })[]>`
      SELECT d.*, wanted.place::int AS place
      FROM unnest(${[...imageIds]}::uuid[]) WITH ORDINALITY AS wanted(image_id, place) CROSS JOIN LATERAL (
        SELECT ${columns} FROM dataset ${where([ofImage, beyond(after)])}
        ORDER BY created_at DESC, id DESC LIMIT ${first + 1}) d
      ORDER BY d.at DESC, d.id DESC`
    const grouped = Map.groupBy(rows, ({ place }) => place)
    return imageIds.map((_, index) => toPage(grouped.get(index + 1) ?? [], first))
  },

  /** How many datasets have each image as a photo, in the order of `imageIds`. */
  async countByImage(imageIds: readonly string[]): Promise<number[]> {
    const rows = await prisma.$queryRaw<{ id: string; count: number }[]>`
      SELECT image_id AS id, count(DISTINCT dataset_id)::int AS count FROM dataset_image
      WHERE image_id = ANY(${[...imageIds]}::uuid[]) GROUP BY image_id`
    const counts = new Map(rows.map(({ id, count }) => [id, count]))
    return imageIds.map(id => counts.get(id) ?? 0)
  },

  /** One page of each dataset's images, in the order of the file, in one query; in the order of `datasetIds`. */
  async images(
    datasetIds: readonly string[],
    filter: ImageFilter,
    { first, after }: PageRequest,
  ): Promise<Page<DatasetImage>[]> {
    const conditions = [
      Prisma.sql`dataset_id = wanted.id`,
      Prisma.sql`position >= ${positionAfter(after)}`,
      ...conditionsOf(filter),
    ]
    const rows = await prisma.$queryRaw<DatasetImage[]>`
      SELECT i.* FROM unnest(${[...datasetIds]}::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
        SELECT ${imageColumns} FROM dataset_image
        ${where(conditions)} ORDER BY position LIMIT ${first + 1}) i`
    const grouped = Map.groupBy(rows, ({ datasetId }) => datasetId)
    return datasetIds.map(id => toPositionPage(grouped.get(id) ?? [], first))
  },

  /** Images by their ids in the file, null where there is none; in the order of `keys`. */
  async findImages(keys: readonly FileKey[]): Promise<(DatasetImage | null)[]> {
    const ids = keys.map(({ datasetId }) => datasetId)
    const fileIds = keys.map(({ fileId }) => String(fileId))
    const rows = await prisma.$queryRaw<(DatasetImage & { place: number })[]>`
      SELECT k.place::int AS place, i.*
      FROM unnest(${ids}::uuid[], ${fileIds}::text[]::int8[]) WITH ORDINALITY AS k(dataset_id, file_id, place)
      CROSS JOIN LATERAL (SELECT ${imageColumns} FROM dataset_image d
        WHERE d.dataset_id = k.dataset_id AND d.file_id = k.file_id) i`
    const found = new Map(rows.map(({ place, ...image }) => [place, image]))
    return keys.map((_, index) => found.get(index + 1) ?? null)
  },

  /** Annotations by their places in the dataset. OFFSET has each looked up by itself, not all of the dataset read. */
  annotationsAt: (datasetId: string, ordinals: readonly number[]): Promise<Annotation[]> =>
    prisma.$queryRaw<Annotation[]>`
      SELECT a.* FROM unnest(${[...ordinals]}::int4[]) AS k(ordinal) CROSS JOIN LATERAL (
        SELECT ${annotationColumns} FROM annotation a WHERE a.dataset_id = ${datasetId}::uuid AND a.ordinal = k.ordinal
        OFFSET 0) a`,

  /** How many of their images the filter lets through, in the order of `datasetIds`. */
  async imageCounts(datasetIds: readonly string[], filter: ImageFilter): Promise<number[]> {
    const conditions = [Prisma.sql`dataset_id = ANY(${[...datasetIds]}::uuid[])`, ...conditionsOf(filter)]
    const rows = await prisma.$queryRaw<{ id: string; count: number }[]>`
      SELECT dataset_id AS id, count(*)::int AS count FROM dataset_image ${where(conditions)} GROUP BY dataset_id`
    const counts = new Map(rows.map(({ id, count }) => [id, count]))
    return datasetIds.map(id => counts.get(id) ?? 0)
  },

  /** How many of their images have a photo, in the order of `datasetIds`. */
  async photoCounts(datasetIds: readonly string[]): Promise<number[]> {
    const rows = await prisma.$queryRaw<{ id: string; count: number }[]>`
      SELECT dataset_id AS id, count(image_id)::int AS count FROM dataset_image
      WHERE dataset_id = ANY(${[...datasetIds]}::uuid[]) GROUP BY dataset_id`
    const counts = new Map(rows.map(({ id, count }) => [id, count]))
    return datasetIds.map(id => counts.get(id) ?? 0)
  },

  /** One page of each image's, in the order of the file, in one query; in the order of `images`. */
  async annotations(images: readonly ImageKey[], { first, after }: PageRequest): Promise<Page<PlacedAnnotation>[]> {
    const ids = images.map(({ datasetId }) => datasetId)
    const positions = images.map(({ position }) => position)
    const rows = await prisma.$queryRaw<(PlacedAnnotation & { place: number })[]>`
      SELECT k.place::int AS place, a.ordinal - d.annotation_start AS position, ${annotationColumns}
      FROM unnest(${ids}::uuid[], ${positions}::int4[]) WITH ORDINALITY AS k(dataset_id, position, place)
      JOIN dataset_image d ON d.dataset_id = k.dataset_id AND d.position = k.position
      CROSS JOIN LATERAL (SELECT * FROM annotation a WHERE a.dataset_id = d.dataset_id
        AND a.ordinal >= d.annotation_start + ${positionAfter(after)}::int4
        AND a.ordinal < d.annotation_start + d.annotation_count
        ORDER BY a.ordinal LIMIT ${first + 1}) a
      ORDER BY a.ordinal`
    const grouped = Map.groupBy(rows, ({ place }) => place)
    return images.map((_, index) => toPositionPage(grouped.get(index + 1) ?? [], first))
  },

  /** With its evaluations, and those of its photos that nothing else uses. False when there was no such dataset. */
  delete: (id: string): Promise<boolean> => deleteDataset(pool, id),
})
