import { createHash } from 'node:crypto'
import type { Ticket } from '../detector/admission.ts'
import type { Detector } from '../detector/createDetector.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Store } from '../store/createStore.ts'
import type { NewRun, SavedRun } from '../store/saveRuns.ts'
import { decodeBase64 } from './decodeBase64.ts'
import type { ImageSource } from './imageSource.ts'
import { freeUploads, readStored, readUploaded, storedBytes } from './readStoredImage.ts'
import type { ServedModel } from './registerModels.ts'

export const maxImages = 16

export type DetectRequest = {
  sources: readonly ImageSource[]
  model: ServedModel
  /** bytes that the request's head announces, 0 when it does not */
  announcedBytes: number
  /** how long an image may take from the arrival of its last byte, in milliseconds */
  patienceMs: number
}

/** Why one image gave no run. */
export type FailedImage = { error: AppError; index: number; fileName: string | null }

export type DetectResult = { run: SavedRun } | FailedImage

/** An error of these codes is one image's own; every other refuses the whole call. */
const ofOneImage: ReadonlySet<ErrorCode> = new Set([
  'IMAGE_EMPTY',
  'IMAGE_CORRUPT',
  'IMAGE_UNSUPPORTED',
  'IMAGE_TOO_LARGE',
  'IMAGE_NOT_FOUND',
  'UPLOAD_NOT_FOUND',
  'BASE64_INVALID',
  'PAYLOAD_TOO_LARGE',
  'URL_FORBIDDEN',
  'INFERENCE_FAILED',
])

const urlRefused = () =>
  new AppError('URL_FORBIDDEN', 'This server does not fetch images from addresses.', {
    hint: 'Send the file itself, as `upload` or by PUT /uploads.',
  })

const isUpload = ({ kind }: ImageSource) => kind === 'upload'

const base64Bytes = (sources: readonly ImageSource[]) =>
  sources.reduce((sum, source) => sum + (source.kind === 'base64' ? source.text.length : 0), 0)

/**
 * Settles with all of them, but at once when one finds no room: the rest of its call's body may never come.
 * @throws AppError OVERLOADED
 */
async function settle<Result>(work: readonly Promise<Result>[]): Promise<PromiseSettledResult<Result>[]> {
  const refuseEarly = work.map(each =>
    each.catch(error => {
      if (error instanceof AppError && error.code === 'OVERLOADED') throw error
    }),
  )
  await Promise.all(refuseEarly)
  return Promise.allSettled(work)
}

/**
 * Detects the images of one call and stores all of them in one transaction. An image that cannot be used gets an
 * error of its own; nothing is stored when the call as a whole fails.
 * @throws AppError OVERLOADED (before the files are read when the queue is full by then), DEADLINE_EXCEEDED,
 * STORAGE_UNAVAILABLE, and what an upload's `read` throws
 * @param maxImageBytes of an upload that is used as an image: uploads may be larger
 */
export function createDetectImages(detector: Detector, store: Store, maxImageBytes: number) {
  function read(source: Exclude<ImageSource, { kind: 'upload' }>) {
    switch (source.kind) {
      case 'uploadId':
        return readUploaded(store, source.id, maxImageBytes)
      case 'imageId':
        return readStored(store, source.id)
      case 'base64':
        return { bytes: decodeBase64(source.text), fileName: null, stored: false }
      case 'url':
        throw urlRefused()
    }
  }

  /** The file of an upload; only when it is there it takes its place in the queue. */
  async function receive(source: ImageSource, ticket: Ticket) {
    if (source.kind !== 'upload') return undefined
    const uploaded = await source.read(bytes => ticket.add(0, bytes))
    ticket.add(1, 0)
    return uploaded
  }

  async function detectOne(
    source: ImageSource,
    index: number,
    request: DetectRequest,
    ticket: Ticket,
  ): Promise<NewRun | FailedImage> {
    const uploaded = await receive(source, ticket)
    let fileName: string | null = null
    try {
      const encoded = source.kind === 'upload' ? { ...uploaded!, stored: false } : await read(source)
      fileName = encoded.fileName
      return await inferOne(encoded, request)
    } catch (error) {
      if (!(error instanceof AppError) || !ofOneImage.has(error.code)) throw error
      return { error, index, fileName }
    } finally {
      ticket.detected()
    }
  }

  async function inferOne(
    { bytes, fileName, stored }: { bytes: Uint8Array; fileName: string | null; stored: boolean },
    { model, patienceMs }: DetectRequest,
  ): Promise<NewRun> {
    const { header, detections, timings } = await detector.detect(bytes, {
      model: model.manifest.name,
      deadline: Date.now() + patienceMs,
    })
    return {
      sha256: createHash('sha256').update(bytes).digest(),
      bytes: stored ? undefined : bytes,
      header,
      fileName,
      modelId: model.id,
      scoreFloor: model.manifest.scoreFloor,
      maxDetections: model.manifest.maxDetections,
      timings,
      detections,
      categoryIds: model.categoryIds,
    }
  }

  return async function detectImages(request: DetectRequest): Promise<DetectResult[]> {
    const { sources, announcedBytes } = request
    const coming = sources.filter(isUpload).length
    const ticket = detector.admit(
      sources.length - coming,
      base64Bytes(sources) + (await storedBytes(store, sources, maxImageBytes)),
      coming > 0 ? { images: coming, bytes: announcedBytes } : undefined,
    )
    try {
      const settled = await settle(sources.map((source, index) => detectOne(source, index, request, ticket)))
      const refused = settled.find(outcome => outcome.status === 'rejected')
      if (refused) throw refused.reason
      const outcomes = settled.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      const saved = await store.runs.save(outcomes.filter((outcome): outcome is NewRun => !('error' in outcome)))
      await freeUploads(store, request.sources)
      const queue = saved.values()
      return outcomes.map(outcome => ('error' in outcome ? outcome : { run: queue.next().value! }))
    } finally {
      ticket.release()
    }
  }
}
