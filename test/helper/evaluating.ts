import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from 'vitest'
import yazl from 'yazl'
import type { Twelve } from './evalFixture.ts'
import { multipart } from './multipart.ts'
import { scene } from './scene.ts'
import type { createSender } from './sender.ts'

type Sender = ReturnType<typeof createSender>

export type File = { fileName: string; bytes: Uint8Array }

export type UserError = { code: string; message: string; path: string[]; hint: string | null }
export type Finding = { code: string; severity: string; message: string; hint: string | null; count: number }
export type Photos = {
  received: number
  added: number
  unchanged: number
  refused: number
  missing: number
  problems: { code: string; fileName: string; message: string; hint: string | null }[]
}

export type Evaluated = {
  id: string
  status: 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED'
  phase: string | null
  progress: { done: number; total: number; imagesPerSecond: number | null; secondsLeft: number | null }
  error: UserError | null
  reusedFrom: string | null
  warnings: Finding[]
  resultsUrl: string | null
  reportUrl: string | null
  model: { name: string } | null
  result: { summary: Record<string, number | null> } | null
}

export const summaryFields = 'ap ap50 ap75 apSmall apMedium apLarge ar1 ar10 ar100 arSmall arMedium arLarge'

const evaluationFields = `id status phase progress { done total imagesPerSecond secondsLeft } error { code message }
  reusedFrom warnings { code severity message hint count } resultsUrl reportUrl model { name }
  result { summary { ${summaryFields} } }`

const userErrors = 'userErrors { code message path hint }'

export const sceneName = (number: number) => `${String(number).padStart(6, '0')}.jpg`

/** The ground truth of the demo scenes. */
export const sceneTruth = (): Buffer => readFileSync(resolve('demo/scenes/instances.json'))

/** A ZIP archive of files. */
export async function zipOf(files: readonly File[]): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const { fileName, bytes } of files) zip.addBuffer(Buffer.from(bytes), fileName, { compress: false })
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** All sixty demo scenes in one archive. */
export const sceneArchive = () =>
  zipOf(Array.from({ length: 60 }, (_, index) => ({ fileName: sceneName(index + 1), bytes: scene(index + 1) })))

/** The twelve in their order. */
export const twelveOf = ({ result }: Evaluated): Twelve =>
  summaryFields.split(' ').map(metric => result!.summary[metric] ?? null)

/** What a client of datasets and evaluations does, on one server. */
export function createEvaluating({ send, graphql, postMultipart }: Sender, headers: Record<string, string> = {}) {
  /** A request whose files are variables, at these paths of `variables`. */
  async function withFiles<Data>(query: string, variables: object, files: Record<string, File>) {
    const paths = Object.keys(files)
    if (paths.length === 0) return graphql<Data>(query, variables, headers)
    const map = Object.fromEntries(paths.map((path, index) => [index, [`variables.${path}`]]))
    const form = multipart([
      { name: 'operations', body: JSON.stringify({ query, variables }) },
      { name: 'map', body: JSON.stringify(map) },
      ...Object.values(files).map(({ fileName, bytes }, index) => ({ name: String(index), body: bytes, fileName })),
    ])
    return postMultipart<Data>(form, headers)
  }

  /** The payload of the only field of an answer that is one. */
  async function payloadOf<Payload>(query: string, variables: object, files: Record<string, File>): Promise<Payload> {
    const { data, errors } = await withFiles<Record<string, Payload>>(query, variables, files)
    expect(errors).toEqual([])
    return Object.values(data)[0]!
  }

  async function find(id: string): Promise<Evaluated> {
    const query = `query ($id: ID!) { evaluation(id: $id) { ${evaluationFields} } }`
    return (await graphql<{ evaluation: Evaluated }>(query, { id }, headers)).data.evaluation
  }

  return {
    find,

    /** What `PUT /uploads` answers. */
    async upload(fileName: string, bytes: Uint8Array | string): Promise<string> {
      const answer = await send(`/uploads/${encodeURIComponent(fileName)}`, {
        method: 'PUT',
        headers,
        body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
      })
      expect(answer.status).toBe(201)
      return JSON.parse(answer.text).id
    },

    createDataset: (input: object, files: Record<string, File> = {}) =>
      payloadOf<{
        dataset: { id: string; name: string; sha256: string; imageCount: number; photoCount: number } | null
        created: boolean
        photos: Photos | null
        userErrors: UserError[]
      }>(
        `mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { created ${userErrors}
          dataset { id name sha256 imageCount photoCount }
          photos { received added unchanged refused missing problems { code fileName message hint } } } }`,
        { input },
        files,
      ),

    addPhotos: (datasetId: string, images: readonly object[], files: Record<string, File> = {}) =>
      payloadOf<{ dataset: { photoCount: number } | null; photos: Photos | null; userErrors: UserError[] }>(
        `mutation ($input: AddDatasetImagesInput!) { addDatasetImages(input: $input) { ${userErrors}
          dataset { photoCount }
          photos { received added unchanged refused missing problems { code fileName message hint } } } }`,
        { input: { datasetId, images } },
        files,
      ),

    evaluate: (input: object, files: Record<string, File> = {}) =>
      payloadOf<{ evaluation: Evaluated | null; userErrors: UserError[] }>(
        `mutation ($input: EvaluateInput!) { evaluate(input: $input) { ${userErrors} evaluation { ${evaluationFields} } } }`,
        { input },
        files,
      ),

    validate: (input: object, files: Record<string, File> = {}) =>
      payloadOf<{ valid: boolean; findings: Finding[]; userErrors: UserError[] }>(
        `mutation ($input: EvaluateInput!) { validateDetections(input: $input) { ${userErrors} valid
          findings { code severity message hint count } } }`,
        { input },
        files,
      ),

    cancel: (id: string) =>
      payloadOf<{ evaluation: Evaluated | null; userErrors: UserError[] }>(
        `mutation ($id: ID!) { cancelEvaluation(id: $id) { ${userErrors} evaluation { ${evaluationFields} } } }`,
        { id },
        {},
      ),

    /** The evaluation once it has ended, five minutes at most. */
    async finish(id: string): Promise<Evaluated> {
      const until = Date.now() + 300_000
      for (;;) {
        const evaluation = await find(id)
        if (evaluation.status !== 'QUEUED' && evaluation.status !== 'RUNNING') return evaluation
        if (Date.now() > until) throw new Error(`evaluation ${id} does not end: ${JSON.stringify(evaluation)}`)
        await new Promise(done => setTimeout(done, 100))
      }
    },
  }
}
