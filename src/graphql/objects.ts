import { labelsOf } from '../detector/labelsOf.ts'
import { type Manifest, manifestSchema } from '../detector/manifest.ts'
import type { Store } from '../store/createStore.ts'
import type { Detection, Image, Model } from '../store/prisma/client.ts'
import { boxAs } from './boxAs.ts'
import { comparisonObjects } from './comparisonObjects.ts'
import { connectionOf } from './connectionOf.ts'
import { datasetObjects } from './datasetObjects.ts'
import { evaluationObjects } from './evaluationObjects.ts'
import type { ImageFormat, Resolvers } from './generated.ts'
import { insightObjects } from './insightObjects.ts'
import { link } from './link.ts'
import { toNodeId } from './nodeId.ts'
import type { RunParent } from './parents.ts'
import { referred } from './referred.ts'

const isRelative = { XYWH: false, XYXY: false, CXCYWH: false, XYXY_RELATIVE: true, CXCYWH_RELATIVE: true } as const

const manifests = new WeakMap<Model, Manifest>()

/** A row's manifest, checked once a row: several fields come from it. */
function manifestOf(model: Model): Manifest {
  const known = manifests.get(model)
  if (known) return known
  const manifest = manifestSchema.parse(model.manifest)
  manifests.set(model, manifest)
  return manifest
}

const findCategory = async (store: Store, id: number) => (await store.categories.findMany([id]))[0]!

/** Resolvers of every object type; fields that a row has under the same name need none. */
export const objects = {
  Node: {
    __resolveType: node => {
      if ('manifest' in node) return 'Model'
      if ('ordinal' in node) return 'Detection'
      if ('contentHash' in node) return 'Dataset'
      if ('shardCount' in node) return 'Evaluation'
      return 'imageId' in node ? 'DetectionRun' : 'Image'
    },
  },

  DetectResult: { __resolveType: result => ('code' in result ? 'ImageError' : 'DetectionRun') },

  Image: {
    id: ({ id }) => toNodeId('Image', id),
    sha256: ({ sha256 }) => Buffer.from(sha256).toString('hex'),
    format: ({ format }) => format as ImageFormat,
    url: ({ id }, _, context) => link(context, `/images/${toNodeId('Image', id)}`),
    thumbnailUrl: ({ id }, _, context) => link(context, `/images/${toNodeId('Image', id)}/thumbnail`),
    async runs(image, { first, after = null }, { loaders }) {
      const { id } = image
      const page = await loaders.runsOfImage.load({ imageId: id, first, after })
      loaders.images.prime(id, image)
      for (const run of page.rows) loaders.runs.prime(run.id, run)
      return { ...page, count: () => loaders.runCountOfImage.load(id) }
    },
    async datasets({ id: imageId }, { first, after = null }, { loaders }) {
      const page = await loaders.datasetsOfImage.load({ imageId, first, after })
      return { ...page, count: () => loaders.datasetCountOfImage.load(imageId) }
    },
  },

  Model: {
    id: ({ id }) => toNodeId('Model', id),
    version: model => manifestOf(model).version ?? null,
    description: model => manifestOf(model).description,
    licence: model => manifestOf(model).licence,
    scoreFloor: model => manifestOf(model).scoreFloor,
    labels: (model, _, { store }) => store.categories.findByName(labelsOf(manifestOf(model))),
    available: ({ id }, _, { models }) => models.some(model => model.id === id),
    isDefault: ({ id }, _, { models }) => models[0]?.id === id,
  },

  DetectionRun: {
    id: ({ id }) => toNodeId('DetectionRun', id),
    image: ({ imageId }, _, { loaders }) => referred(loaders.images.load(imageId)),
    model: ({ modelId }, _, { loaders }) => referred(loaders.models.load(modelId)),
    timings: run => run,
    async detections(run, { minScore, categories, first }, { store, loaders }) {
      const categoryIds = categories && (await store.categories.findByName(categories)).map(category => category.id)
      if (!run.detections)
        return loaders.detectionsOfRun.load({ runId: run.id, minScore, categoryIds: categoryIds ?? undefined, first })
      const isWanted = ({ score, categoryId }: Detection) =>
        score >= minScore && (categoryIds?.includes(categoryId) ?? true)
      return run.detections.filter(isWanted).slice(0, first)
    },
    overlayUrl: ({ id }, { minScore }, context) =>
      link(context, `/detections/${toNodeId('DetectionRun', id)}/overlay?minScore=${minScore}`),
  },

  Detection: {
    id: ({ runId, ordinal }) => toNodeId('Detection', runId, ordinal),
    run: ({ runId }, _, { loaders }) => referred(loaders.runs.load(runId)),
    category: ({ categoryId }, _, { store }) => store.categories.known(categoryId) ?? findCategory(store, categoryId),
    box: (detection, { format }) => ({ detection, format }),
  },

  Box: {
    x: ({ detection }) => detection.x,
    y: ({ detection }) => detection.y,
    width: ({ detection }) => detection.width,
    height: ({ detection }) => detection.height,
    async coordinates({ detection, format }, _, { loaders }) {
      if (!isRelative[format]) return boxAs(format, detection, { width: 1, height: 1 })
      const { imageId } = await referred(loaders.runs.load(detection.runId))
      return boxAs(format, detection, await referred(loaders.images.load(imageId)))
    },
  },

  DetectionCount: {
    category: async ({ by, key }, _, { store }) => (by === 'CATEGORY' ? findCategory(store, Number(key)) : null),
    day: ({ by, key }) => (by === 'DAY' ? key : null),
    model: ({ by, key }, _, { loaders }) => (by === 'MODEL' ? referred(loaders.models.load(key)) : null),
  },

  ImageConnection: connectionOf<Image>(),
  DetectionRunConnection: connectionOf<RunParent>(),
  DetectionConnection: connectionOf<Detection>(),

  ...datasetObjects,
  ...evaluationObjects,
  ...insightObjects,
  ...comparisonObjects,
} satisfies Omit<Resolvers, 'Query' | 'Mutation'>
