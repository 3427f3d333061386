import type { Finding } from '../../eval/finding.ts'
import type { DatasetRow } from '../store/datasets.ts'
import { apiHint } from './apiHint.ts'
import { connectionOf } from './connectionOf.ts'
import type { DatasetFormat, Orientation, Resolvers } from './generated.ts'
import { toNodeId } from './nodeId.ts'
import type { AnnotationParent, DatasetImageParent } from './parents.ts'
import { referred } from './referred.ts'
import type { DataCode } from './userError.ts'

/** A number that files may leave out; it is stored as 0 then. */
const sizeOf = (pixels: number) => (pixels === 0 ? null : pixels)

export const datasetObjects = {
  Dataset: {
    id: ({ id }) => toNodeId('Dataset', id),
    format: ({ format }) => format as DatasetFormat,
    orientation: ({ orientation }) => orientation as Orientation,
    sha256: ({ contentHash }) => Buffer.from(contentHash).toString('hex'),
    photoCount: ({ id }, _, { loaders }) => loaders.photoCountOfDataset.load(id),
    async categories({ id, categoryCount }, _, { loaders, room }, info) {
      room.take(categoryCount, info)
      return (await loaders.categoriesOfDataset.load(id)).list
    },
    warnings: ({ notes }) => notes as unknown as readonly Finding[],
    async images(dataset, { first, after = null, filter: given }, { loaders }) {
      const { id: datasetId, imageCount } = dataset
      const filter = { hasPhoto: given?.hasPhoto ?? null, fileName: given?.fileName ?? null }
      const page = await loaders.imagesOfDataset.load({ datasetId, filter, first, after })
      const isFiltered = filter.hasPhoto !== null || filter.fileName !== null
      return {
        ...page,
        rows: page.rows.map(row => ({ ...row, dataset })),
        count: async () => (isFiltered ? loaders.imageCountOfDataset.load({ datasetId, filter }) : imageCount),
      }
    },
    async evaluations({ id: datasetId }, { first, after = null }, { loaders }) {
      const page = await loaders.evaluationsOfDataset.load({ datasetId, first, after })
      return { ...page, count: () => loaders.evaluationCountOfDataset.load(datasetId) }
    },
  },

  DatasetCategory: { fileId: ({ id }) => id },

  DatasetImage: {
    fileId: ({ fileId }) => Number(fileId),
    fileName: ({ fileName }) => fileName || null,
    width: ({ width }) => sizeOf(width),
    height: ({ height }) => sizeOf(height),
    image: ({ imageId }, _, { loaders }) => (imageId === null ? null : referred(loaders.images.load(imageId))),
    async annotations({ dataset, datasetId, position, annotationCount }, { first, after = null }, { loaders }) {
      const page = await loaders.annotationsOfImage.load({ datasetId, position, first, after })
      const rows = page.rows.map(({ cursor, ...annotation }) => ({ cursor, annotation, dataset }))
      return { ...page, rows, count: async () => annotationCount }
    },
  },

  Annotation: {
    fileId: ({ annotation }) => Number(annotation.fileId),
    async category({ annotation, dataset }, _, { loaders }) {
      const { byId } = await loaders.categoriesOfDataset.load(dataset.id)
      return byId.get(Number(annotation.categoryId)) ?? null
    },
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

  DatasetConnection: connectionOf<DatasetRow>(),
  DatasetImageConnection: connectionOf<DatasetImageParent>(),
  AnnotationConnection: connectionOf<AnnotationParent>(),
} satisfies Partial<Resolvers>
