import { createHash } from 'node:crypto'
import type { DetectionSource, EvaluationRequest } from '../runs/evaluationRequest.ts'
import { detectionOf } from '../runs/registerModels.ts'
import { checkText } from './checkText.ts'
import { checkUploads } from './checkUploads.ts'
import type { Context } from './context.ts'
import { findDataset } from './findDataset.ts'
import { findServedModel, findStoredModel } from './findModelRow.ts'
import type { EvaluateInput } from './generated.ts'
import { Refused } from './refused.ts'
import { type DataCode, userError } from './userError.ts'
import type { ReceivedFile } from './withUploads.ts'

const longestName = 200
const longestKey = 200
const longestTag = 100
const mostTags = 20

/** What of an input is text of the caller's choice. */
export type Labels = { name: string | null; tags: string[]; key: string | null }

/** @throws Refused with BAD_USER_INPUT */
export function checkLabels({ name, tags, idempotencyKey }: EvaluateInput): Labels {
  const path = ['input', 'tags']
  if ((tags?.length ?? 0) > mostTags)
    throw new Refused(
      userError('BAD_USER_INPUT', path, `Expected at most ${mostTags} tags but received ${tags?.length}.`),
    )
  return {
    name: checkText(name, longestName, ['input', 'name']),
    tags: (tags ?? []).map((tag, index) => checkText(tag, longestTag, [...path, String(index)]) ?? ''),
    key: checkText(idempotencyKey, longestKey, ['input', 'idempotencyKey']),
  }
}

/** A request without what came with it as a file. */
type Checked = Omit<EvaluationRequest, 'source' | 'idempotency'> & {
  readonly source:
    | Exclude<DetectionSource, { kind: 'RESULTS' }>
    | { readonly kind: 'RESULTS'; readonly file: { readonly uploadId: string } | null }
}

async function checkSource({ model, storedRunsOf, uploadId }: EvaluateInput['detections'], context: Context) {
  const at = (member: string) => ['input', 'detections', member]
  if (model != null) return { kind: 'MODEL', ...detectionOf(findServedModel(model, context, at('model'))) } as const
  if (storedRunsOf != null)
    return {
      kind: 'STORED_RUNS',
      modelId: await findStoredModel(storedRunsOf, context, at('storedRunsOf')),
    } as const
  if (uploadId == null) return { kind: 'RESULTS', file: null } as const
  const [key] = await checkUploads([{ id: uploadId, path: at('uploadId') }], context)
  return { kind: 'RESULTS', file: { uploadId: key! } } as const
}

/** What can be told without a look at the detections. @throws Refused */
export async function checkRequest(input: EvaluateInput, labels: Labels, context: Context): Promise<Checked> {
  const { profile = 'PYCOCOTOOLS', imageScope = 'ALL_IMAGES', allowTruncated = false } = input
  const { id } = await findDataset(input.datasetId, context)
  return {
    datasetId: id,
    source: await checkSource(input.detections, context),
    profile,
    imageScope,
    categorySpace: input.categorySpace ?? null,
    matchBy: input.matchBy ?? null,
    allowTruncated,
    overrides: input.overrides ?? [],
    name: labels.name,
    tags: labels.tags,
  }
}

/**
 * The request, whole.
 * @param received what came with it as a file
 */
export function evaluationRequestOf(
  { source, ...checked }: Checked,
  received: ReceivedFile | undefined,
  idempotency: EvaluationRequest['idempotency'],
): EvaluationRequest {
  if (source.kind !== 'RESULTS') return { ...checked, source, idempotency }
  const { uploadId } = source.file ?? received!
  return { ...checked, source: { kind: 'RESULTS', file: { uploadId } }, idempotency }
}

/** Values under their keys, these in order; null and what is not given are the same. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, inner]) => inner != null)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, canonical(inner)]),
  )
}

/**
 * SHA-256 of what is asked for, hexadecimal.
 * @param content SHA-256 of the file that is named or came along, which counts then, however it came
 */
export function requestHashOf(input: EvaluateInput, content?: Uint8Array | null): string {
  const detections = content ? { results: Buffer.from(content).toString('hex') } : input.detections
  return createHash('sha256')
    .update(JSON.stringify(canonical({ ...input, detections })))
    .digest('hex')
}

const ofDataset: ReadonlySet<DataCode> = new Set([
  'DATASET_NOT_FOUND',
  'DATASET_INVALID',
  'DUPLICATE_ID',
  'IMAGE_SIZE_MISMATCH',
  'NO_OBJECTS',
  'PHOTOS_MISSING',
])

/** Where in the arguments an error of this code lies. */
export const pathOf =
  ({ detections }: EvaluateInput) =>
  (code: DataCode): string[] => {
    if (ofDataset.has(code)) return ['input', 'datasetId']
    if (code === 'OPTIONS_INVALID' || code === 'BAD_USER_INPUT') return ['input']
    if (code === 'IDEMPOTENCY_CONFLICT') return ['input', 'idempotencyKey']
    const [member] = Object.entries(detections).find(([, value]) => value != null) ?? []
    return member ? ['input', 'detections', member] : ['input', 'detections']
  }
