import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { deadline } from './deadline.ts'

type Answer<Data> = { data?: Data; errors?: { message: string }[] }
type UserErrors = { userErrors: { code: string; message: string }[] }
type Finished = { status: string; error: { message: string } | null; result: { summary: { ap: number } } | null }

/** The API as a script uses it; what it refuses is thrown. */
export function createApi(url: string) {
  async function query<Data>(text: string, variables: object): Promise<Data> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    })
    const { data, errors } = (await response.json()) as Answer<Data>
    if (errors?.[0] || !data) throw new Error(errors?.[0]?.message ?? `status ${response.status}`)
    return data
  }

  async function mutate<Name extends string, Payload>(name: Name, text: string, input: object): Promise<Payload> {
    const data = await query<Record<Name, Payload & UserErrors>>(text, { input })
    const [error] = data[name].userErrors
    if (error) throw new Error(`${name}: ${error.code}: ${error.message}`)
    return data[name]
  }

  return {
    /** Sends a file by PUT /uploads, streamed. @returns its id */
    async upload(file: string): Promise<string> {
      const response = await fetch(`${url}/uploads/${basename(file)}`, {
        method: 'PUT',
        headers: { 'content-length': String(statSync(file).size) },
        body: Readable.toWeb(createReadStream(file)) as ReadableStream,
        duplex: 'half',
      } as RequestInit)
      if (!response.ok) throw new Error(`PUT /uploads: ${await response.text()}`)
      return ((await response.json()) as { id: string }).id
    },

    async createDataset(uploadId: string): Promise<string> {
      const text = `mutation ($input: CreateDatasetInput!) {
        createDataset(input: $input) { dataset { id } userErrors { code message } } }`
      const input = { groundTruth: { uploadId } }
      return (await mutate<'createDataset', { dataset: { id: string } }>('createDataset', text, input)).dataset.id
    },

    async addPhotos(datasetId: string, uploadId: string): Promise<void> {
      const text = `mutation ($input: AddDatasetImagesInput!) {
        addDatasetImages(input: $input) { photos { added refused } userErrors { code message } } }`
      await mutate('addDatasetImages', text, { datasetId, images: [{ uploadId }] })
    },

    /** @returns the id of the evaluation, at work */
    async evaluate(datasetId: string, detections: object): Promise<string> {
      const text = `mutation ($input: EvaluateInput!) {
        evaluate(input: $input) { evaluation { id } userErrors { code message } } }`
      const input = { datasetId, detections }
      return (await mutate<'evaluate', { evaluation: { id: string } }>('evaluate', text, input)).evaluation.id
    },

    /** Waits for the end of an evaluation, ten minutes at most. @returns its AP */
    async finish(id: string): Promise<number> {
      const text = `query ($id: ID!) {
        evaluation(id: $id) { status error { message } result { summary { ap } } } }`
      for (const check = deadline(`The end of evaluation ${id}`, 600); ; check()) {
        const { evaluation } = await query<{ evaluation: Finished }>(text, { id })
        const { status, error, result } = evaluation
        if (result) return result.summary.ap
        if (status === 'FAILED' || status === 'CANCELLED') throw new Error(error?.message ?? status)
        await sleep(50)
      }
    },
  }
}
