import type { DatasetRow } from '../store/datasets.ts'
import type { Context } from './context.ts'
import { keyOrNobody } from './nodeId.ts'
import { Refused } from './refused.ts'
import { userError } from './userError.ts'

const path = ['input', 'datasetId']

/** The dataset that an input names. @throws Refused with DATASET_NOT_FOUND */
export async function findDataset(id: string, { loaders }: Context): Promise<DatasetRow> {
  const dataset = await loaders.datasets.load(keyOrNobody('Dataset', id))
  if (dataset) return dataset
  throw new Refused(
    userError(
      'DATASET_NOT_FOUND',
      path,
      `Expected the id of a dataset but there is none with ${JSON.stringify(id.slice(0, 80))}.`,
      'Query datasets(first: 100) lists them.',
    ),
  )
}
