import type { GraphQLResolveInfo } from 'graphql'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { Page } from '../store/page.ts'
import type { Detection, DetectionRun } from '../store/prisma/client.ts'
import type { Loaders } from './createLoaders.ts'
import { selects } from './selects.ts'

type Read = { info: GraphQLResolveInfo; loaders: Loaders }

/** What of a row leads to its run or its image. */
const upward = ['run', 'image', 'coordinates']
/** What of an evaluation leads to its dataset. */
const toDataset = ['dataset', 'protocol']

const without = <Row>(page: Page<Row>, isWhole: (row: Row) => boolean): Page<Row> => ({
  ...page,
  rows: page.rows.filter(isWhole),
})

/**
 * A page without the runs whose image was deleted since the page was read. Where images are asked for they are read
 * here, and stay in the loader, so that none can be missing later.
 */
export async function keepWholeRuns<Row extends DetectionRun>(page: Page<Row>, { info, loaders }: Read) {
  for (const run of page.rows) loaders.runs.prime(run.id, run)
  if (!selects(info, upward)) return page
  const images = await Promise.all(page.rows.map(({ imageId }) => loaders.images.load(imageId)))
  const found = new Set(images.map(image => image?.id))
  return without(page, ({ imageId }) => found.has(imageId))
}

/** The same for detections, their runs and the runs' images. */
export async function keepWholeDetections<Row extends Detection>(page: Page<Row>, { info, loaders }: Read) {
  if (!selects(info, upward)) return page
  const parents = page.rows.map(async ({ runId }) => {
    const run = await loaders.runs.load(runId)
    return run && (await loaders.images.load(run.imageId)) && runId
  })
  const found = new Set(await Promise.all(parents))
  return without(page, ({ runId }) => found.has(runId))
}

/** The same for evaluations and their datasets. */
export async function keepWholeEvaluations<Row extends EvaluationRow>(page: Page<Row>, { info, loaders }: Read) {
  if (!selects(info, toDataset)) return page
  const datasets = await Promise.all(page.rows.map(({ datasetId }) => loaders.datasets.load(datasetId)))
  const found = new Set(datasets.map(dataset => dataset?.id))
  return without(page, ({ datasetId }) => found.has(datasetId))
}
