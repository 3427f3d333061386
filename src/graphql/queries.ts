import { GraphQLError } from 'graphql'
import type { DetectionFilter as StoreDetectionFilter } from '../store/detectionConditions.ts'
import type { Detection } from '../store/prisma/client.ts'
import { compareEvaluations } from './compareEvaluations.ts'
import type { Context } from './context.ts'
import type {
  DetectionFilter,
  DetectionRunFilter,
  EvaluationFilter,
  ImageFilter,
  InputMaybe,
  QueryResolvers,
  ResolversTypes,
} from './generated.ts'
import { keepWholeDetections, keepWholeEvaluations, keepWholeRuns } from './keepWhole.ts'
import { keyOf, parseNodeId } from './nodeId.ts'

const moment = (value: Date | string | null | undefined) => (value == null ? null : new Date(value))

const badInput = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })

/** The key that an argument of a filter names. */
function filterKey(argument: string, type: 'Image' | 'Dataset', id: string | null | undefined): string | null {
  if (id == null) return null
  const key = keyOf(type, id)
  if (key) return key
  const what = type === 'Image' ? 'an image' : 'a dataset'
  throw badInput(`Expected for ${argument} the id of ${what} but received ${JSON.stringify(id)}.`)
}

async function imageFilter(context: Context, filter: ImageFilter | null | undefined) {
  const sha256 = filter?.sha256?.toLowerCase()
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
    throw badInput(`Expected for sha256 64 hexadecimal digits but received ${JSON.stringify(filter?.sha256)}.`)
  return {
    sha256,
    fileName: filter?.fileName,
    since: moment(filter?.since),
    until: moment(filter?.until),
    model: filter?.model,
    detected: filter?.detected && (await detectionFilter(context, filter.detected)),
  }
}

const runFilter = (filter: DetectionRunFilter | null | undefined) => ({
  model: filter?.model,
  imageId: filterKey('imageId', 'Image', filter?.imageId),
  since: moment(filter?.since),
  until: moment(filter?.until),
})

const evaluationFilter = (filter: EvaluationFilter | null | undefined) => ({
  datasetId: filterKey('datasetId', 'Dataset', filter?.datasetId),
  model: filter?.model,
  status: filter?.status,
  tag: filter?.tag,
  since: moment(filter?.since),
  until: moment(filter?.until),
})

/** Without a filter the same as with an empty one, whose defaults schema.graphql has. */
async function detectionFilter({ store }: Context, filter: InputMaybe<DetectionFilter>): Promise<StoreDetectionFilter> {
  const categories = filter?.categories && (await store.categories.findByName(filter.categories))
  const { minScore, maxScore } = { minScore: 0.5, maxScore: 1, ...filter }
  return { ...runFilter(filter), categoryIds: categories?.map(category => category.id), minScore, maxScore }
}

/** With its image in the loader, so that what is read later on the way up is not missing. */
async function findRun({ loaders }: Context, id: string) {
  const run = await loaders.runs.load(id)
  return run && (await loaders.images.load(run.imageId)) && run
}

/** With its dataset in the loader, for the same reason. */
async function findEvaluation({ loaders }: Context, id: string) {
  const evaluation = await loaders.evaluations.load(id)
  return evaluation && (await loaders.datasets.load(evaluation.datasetId)) && evaluation
}

async function findNode(context: Context, id: string): Promise<Awaited<ResolversTypes['Node']> | Detection | null> {
  const node = parseNodeId(id)
  switch (node?.type) {
    case 'Image':
      return context.loaders.images.load(node.key)
    case 'Model':
      return context.loaders.models.load(node.key)
    case 'DetectionRun':
      return findRun(context, node.key)
    case 'Dataset':
      return context.loaders.datasets.load(node.key)
    case 'Evaluation':
      return findEvaluation(context, node.key)
    case 'Detection':
      return (await findRun(context, node.key)) && context.store.detections.find(node.key, node.ordinal ?? 0)
    default:
      return null
  }
}

export const queries: QueryResolvers = {
  node: (_, { id }, context) => findNode(context, id),

  image(_, { id }, { loaders }) {
    const key = keyOf('Image', id)
    return key === undefined ? null : loaders.images.load(key)
  },

  async images(_, { first, after = null, filter }, context) {
    const { store } = context
    const wanted = await imageFilter(context, filter)
    return { ...(await store.images.list(wanted, { first, after })), count: () => store.images.count(wanted) }
  },

  async detectionRuns(_, { first, after = null, filter }, { store, loaders }, info) {
    const wanted = runFilter(filter)
    const page = await store.runs.list(wanted, { first, after })
    return { ...(await keepWholeRuns(page, { info, loaders })), count: () => store.runs.count(wanted) }
  },

  async detections(_, { first, after = null, filter }, context, info) {
    const { loaders, store } = context
    const wanted = await detectionFilter(context, filter)
    const page = await store.detections.list(wanted, { first, after })
    return { ...(await keepWholeDetections(page, { info, loaders })), count: () => store.detections.count(wanted) }
  },

  async detectionCounts(_, { filter, by }, context) {
    const counts = await context.store.detections.countBy(await detectionFilter(context, filter), by)
    return counts.map(count => ({ ...count, by }))
  },

  categories: (_, __, { store }) => store.categories.list(),

  async models(_, __, { store, models }) {
    const place = new Map(models.map(({ id }, index) => [id, index]))
    const order = (id: string) => place.get(id) ?? models.length
    return (await store.models.list()).sort((a, b) => order(a.id) - order(b.id))
  },

  dataset(_, { id }, { loaders }) {
    const key = keyOf('Dataset', id)
    return key === undefined ? null : loaders.datasets.load(key)
  },

  async datasets(_, { first, after = null }, { store }) {
    return { ...(await store.datasets.list({ first, after })), count: () => store.datasets.count() }
  },

  evaluation(_, { id }, context) {
    const key = keyOf('Evaluation', id)
    return key === undefined ? null : findEvaluation(context, key)
  },

  async evaluations(_, { first, after = null, filter, orderBy }, { store, loaders }, info) {
    const wanted = evaluationFilter(filter)
    const page = await store.evaluations.list(wanted, { first, after }, orderBy)
    return { ...(await keepWholeEvaluations(page, { info, loaders })), count: () => store.evaluations.count(wanted) }
  },

  compareEvaluations: (_, args, context) => compareEvaluations(args, context),
}
