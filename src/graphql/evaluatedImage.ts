import type { GraphQLResolveInfo } from 'graphql'
import type { Category } from '../../eval/groundTruth.ts'
import type { BoxPairRow, DetectionRow, ImageBoxes, ObjectRow, TruePositiveRow } from '../insight/insights.ts'
import type { Context } from './context.ts'
import type { EvaluatedImageResolvers } from './generated.ts'
import type { EvaluatedImageParent } from './insightParents.ts'
import { referred } from './referred.ts'

type ById = ReadonlyMap<number, Category>
type Box = DetectionRow['box']

const boxOf = ([x, y, width, height]: Box) => ({ x, y, width, height })

const detectionOf = ({ categoryId, score, box }: DetectionRow, byId: ById) => ({
  category: byId.get(categoryId)!,
  score,
  box: boxOf(box),
})

const objectOf = ({ fileId, categoryId, box }: ObjectRow, byId: ById) => ({
  fileId,
  category: byId.get(categoryId)!,
  box: boxOf(box),
})

const truePositiveOf = ({ detection, object, iou }: TruePositiveRow, byId: ById) => ({
  detection: detectionOf(detection, byId),
  object: objectOf(object, byId),
  iou,
})

const pairOf = ({ detection, object, iou }: BoxPairRow, byId: ById) => ({
  detection: detection && detectionOf(detection, byId),
  object: object && objectOf(object, byId),
  iou,
})

/** Some boxes of the image, with the categories that name theirs. */
async function named<Row, Named>(
  rows: readonly Row[],
  name: (row: Row, byId: ById) => Named,
  { evaluation }: EvaluatedImageParent,
  { loaders, room }: Context,
  info: GraphQLResolveInfo,
): Promise<Named[]> {
  room.take(rows.length, info, 'boxes')
  if (rows.length === 0) return []
  const { byId } = await loaders.categoriesOfDataset.load(evaluation.datasetId)
  return rows.map(row => name(row, byId))
}

/** A resolver of boxes that come when they are asked for. */
const boxes =
  <List extends keyof ImageBoxes, Named>(list: List, name: (row: ImageBoxes[List][number], byId: ById) => Named) =>
  async (image: EvaluatedImageParent, _: unknown, context: Context, info: GraphQLResolveInfo) => {
    const { evaluation, imageId, minScore, iou } = image
    const found = await context.insights.boxesOfImage.load({ evaluationId: evaluation.id, imageId, minScore, iou })
    return named<ImageBoxes[List][number], Named>(found[list], name, image, context, info)
  }

export const evaluatedImage = {
  async image({ evaluation: { datasetId }, imageId: fileId }, _, { loaders }) {
    const [image, dataset] = await Promise.all([
      referred(loaders.imagesByFileId.load({ datasetId, fileId }), 'dataset'),
      referred(loaders.datasets.load(datasetId), 'dataset'),
    ])
    return { ...image, dataset }
  },
  truePositiveCount: ({ truePositives }) => truePositives,
  falsePositiveCount: ({ falsePositives }) => falsePositives,
  excusedCount: ({ excused }) => excused,
  missCount: ({ misses }) => misses,
  truePositives: boxes('truePositives', truePositiveOf),
  falsePositives: boxes('falsePositives', detectionOf),
  excused: boxes('excused', detectionOf),
  misses: boxes('misses', objectOf),
  crowds: boxes('crowds', objectOf),
  async confusions(image, _, context, info) {
    const { evaluation, imageId, minScore, iou, cell } = image
    if (!cell) return []
    const key = { evaluationId: evaluation.id, imageId, minScore, iou, cell }
    return named(await context.insights.confusionsOfImage.load(key), pairOf, image, context, info)
  },
} satisfies EvaluatedImageResolvers
