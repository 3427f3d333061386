import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CocoSummary, metrics } from '../../eval/result.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { askApi } from './askApi.ts'

const create = `mutation ($file: Upload!) {
  createDataset(input: { groundTruth: { upload: $file } }) { dataset { id } userErrors { code message } }
}`

const add = `mutation ($id: ID!, $images: [DatasetImagesInput!]!) {
  addDatasetImages(input: { datasetId: $id, images: $images }) { photos { missing } userErrors { code message } }
}`

const evaluate = `mutation ($id: ID!, $model: String!) {
  evaluate(input: { datasetId: $id, detections: { model: $model }, name: "demo" }) {
    evaluation { id } userErrors { code message }
  }
}`

const look = `query ($id: ID!) {
  evaluation(id: $id) { status error { code message } reportUrl result { summary { ${metrics.join(' ')} } } }
}`

type Problem = { code: ErrorCode; message: string }
type Payload<Field> = { [name: string]: Field & { userErrors: Problem[] } }
type Evaluation = {
  status: string
  error: Problem | null
  reportUrl: string | null
  result: { summary: CocoSummary } | null
}

/** @throws AppError with the first of the user's errors */
function accepted<Field>(payload: Payload<Field>): Field {
  const [field] = Object.values(payload)
  const [error] = field?.userErrors ?? []
  if (field && !error) return field
  throw new AppError(error?.code ?? 'INTERNAL_SERVER_ERROR', error?.message ?? 'The API gave no answer.')
}

type Scenes = { groundTruth: string; imageIds: readonly string[]; model: string }

/**
 * Scores what a model has found on stored images, as a front end would: ground truth in, photos named, numbers out.
 * @param url of the API
 * @param signal ends the wait for the numbers
 */
export async function evaluateScenes(url: string, { groundTruth, imageIds, model }: Scenes, signal: AbortSignal) {
  const file = new File([await readFile(groundTruth)], basename(groundTruth), { type: 'application/json' })
  const { dataset } = accepted(await askApi<Payload<{ dataset: { id: string } }>>(url, create, { file: null }, file))
  const images = imageIds.map(imageId => ({ imageId }))
  accepted(await askApi<Payload<object>>(url, add, { id: dataset.id, images }))
  const begun = await askApi<Payload<{ evaluation: { id: string } }>>(url, evaluate, { id: dataset.id, model })
  const { id } = accepted(begun).evaluation
  for (;;) {
    signal.throwIfAborted()
    const { evaluation } = await askApi<{ evaluation: Evaluation }>(url, look, { id })
    const { status, error, result, reportUrl } = evaluation
    if (result) return { summary: result.summary, reportUrl: reportUrl! }
    if (error) throw new AppError(error.code, error.message)
    if (status === 'CANCELLED') throw new AppError('EVALUATION_FINISHED', 'The evaluation was cancelled.')
    await sleep(100)
  }
}
