import type { Finding } from '../../eval/finding.ts'
import type { Category } from '../../eval/groundTruth.ts'
import type { Dataset } from '../store/prisma/client.ts'
import { apiHint } from './apiHint.ts'
import { connectionOf } from './connectionOf.ts'
import type { DatasetFormat, Orientation, Resolvers } from './generated.ts'
import { toNodeId } from './nodeId.ts'
import type { DatasetImageParent } from './parents.ts'
import { referred } from './referred.ts'
import type { DataCode } from './userError.ts'

const categoriesOf = ({ categories }: Dataset) => categories as unknown as readonly Category[]

const byId = new WeakMap<Dataset, Map<number, Category>>()

/** Of an annotation's category; made once a row. */
function findCategory(dataset: Dataset, id: bigint): Category | null {
  const known = byId.get(dataset) ?? new Map(categoriesOf(dataset).map(category => [category.id, category]))
  byId.set(dataset, known)
  return known.get(Number(id)) ?? null
}

/** A number that files may leave out; it is stored as 0 then. */
const sizeOf = (pixels: number) => (pixels === 0 ? null : pixels)

export const datasetObjects = {
  Dataset: {
    id: ({ id }) => toNodeId('Dataset', id),
    format: ({ format }) => format as DatasetFormat,
    orientation: ({ orientation }) => orientation as Orientation,
    sha256: ({ contentHash }) => Buffer.from(contentHash).toString('hex'),
    photoCount: ({ id }, _, { loaders }) => loaders.photoCountOfDataset.load(id),
    categories(dataset, _, { room }) {
      const categories = categoriesOf(dataset)
      room.take(categories.length)
      return categories
    },
    warnings: ({ notes }) => notes as unknown as readonly Finding[],
    async images(dataset, { first, after = null }, { loaders }) {
      const { id: datasetId, imageCount } = dataset
      const page = await loaders.imagesOfDataset.load({ datasetId, first, after })
      return { ...page, rows: page.rows.map(row => ({ ...row, dataset })), count: async () => imageCount }
    },
    async evaluations({ id: datasetId }, { first, after = null }, { loaders }) {
      const page = await loaders.evaluationsOfDataset.load({ datasetId, first, after })
      return { ...page, count: () => loaders.evaluationCountOfDataset.load(datasetId) }
    },
  },

  DatasetImage: {
    fileId: ({ fileId }) => Number(fileId),
    fileName: ({ fileName }) => fileName || null,
    width: ({ width }) => sizeOf(width),
    height: ({ height }) => sizeOf(height),
    image: ({ imageId }, _, { loaders }) => (imageId === null ? null : referred(loaders.images.load(imageId))),
    async annotations({ dataset, datasetId, position, annotationCount }, _, { loaders, room }) {
      room.take(annotationCount)
      const annotations = await loaders.annotationsOfImage.load({ datasetId, position })
      return annotations.map(annotation => ({ annotation, dataset }))
    },
  },

  Annotation: {
    fileId: ({ annotation }) => Number(annotation.fileId),
    category: ({ annotation, dataset }) => findCategory(dataset, annotation.categoryId),
    box: ({ annotation }) => annotation,
    area: ({ annotation }) => annotation.area,
    isCrowd: ({ annotation }) => annotation.crowd,
  },

  PhotoReport: {
    problems: ({ problems }) =>
      problems.map(({ code, fileName, message, hint }) => ({
        code: code as DataCode,
        fileName,
        message,
        hint: apiHint(hint),
      })),
  },

  EvaluationWarning: { hint: finding => apiHint(finding.hint, finding) },

  DatasetConnection: connectionOf<Dataset>(),
  DatasetImageConnection: connectionOf<DatasetImageParent>(),
} satisfies Partial<Resolvers>
