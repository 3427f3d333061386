import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CocoSummary, metrics } from '../../eval/result.ts'
import { AppError, type ErrorCode } from '../errors.ts'

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
type Answer<Data> = { data?: Data | null; errors?: { message: string; extensions: { code: ErrorCode } }[] }
type Payload<Field> = { [name: string]: Field & { userErrors: Problem[] } }
type Evaluation = {
  status: string
  error: Problem | null
  reportUrl: string | null
  result: { summary: CocoSummary } | null
}

/** @throws AppError with what the API said */
async function ask<Data>(url: string, query: string, variables: object, file?: File): Promise<Data> {
  const json = JSON.stringify({ query, variables })
  const form = new FormData()
  if (file) {
    form.set('operations', json)
    form.set('map', JSON.stringify({ file: ['variables.file'] }))
    form.set('file', file)
  }
  const headers = file ? { 'apollo-require-preflight': '1' } : { 'content-type': 'application/json' }
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: file ? form : json })
  const { data, errors } = (await response.json()) as Answer<Data>
  const [error] = errors ?? []
  if (data && !error) return data
  throw new AppError(error?.extensions.code ?? 'INTERNAL_SERVER_ERROR', error?.message ?? `status ${response.status}`)
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
  const { dataset } = accepted(await ask<Payload<{ dataset: { id: string } }>>(url, create, { file: null }, file))
  const images = imageIds.map(imageId => ({ imageId }))
  accepted(await ask<Payload<object>>(url, add, { id: dataset.id, images }))
  const begun = await ask<Payload<{ evaluation: { id: string } }>>(url, evaluate, { id: dataset.id, model })
  const { id } = accepted(begun).evaluation
  for (;;) {
    signal.throwIfAborted()
    const { evaluation } = await ask<{ evaluation: Evaluation }>(url, look, { id })
    const { status, error, result, reportUrl } = evaluation
    if (result) return { summary: result.summary, reportUrl: reportUrl! }
    if (error) throw new AppError(error.code, error.message)
    if (status === 'CANCELLED') throw new AppError('EVALUATION_FINISHED', 'The evaluation was cancelled.')
    await sleep(100)
  }
}
