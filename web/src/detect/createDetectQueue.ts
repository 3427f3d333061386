import { type Problem, problemOf } from '../api/problem.ts'
import { isOfAnother, type Photo, type PhotoState, type Run } from './photo.ts'

/** Where the server finds the bytes of a photo. */
export type ImagePlace = { uploadId: string } | { imageId: string }

type Parts = {
  /** @returns the id of the upload */
  upload: (
    file: Blob,
    name: string,
    options: { onProgress: (sent: number) => void; signal: AbortSignal },
  ) => Promise<string>
  detect: (image: ImagePlace, model: string | null, signal: AbortSignal) => Promise<Run>
  /** @throws the signal's reason when it is aborted */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

const defaults = {
  /** files on their way at once */
  uploads: 3,
  /** calls of `detect` at once */
  detects: 2,
  /** files that may be on the server, or on their way, before they are detected */
  ahead: 8,
  /** milliseconds before each new attempt where the server has no room; what it asks for itself, if that is longer */
  pauses: [1000, 2000, 4000, 8000, 15_000],
}

type Job = {
  readonly ending: AbortController
  place?: ImagePlace | undefined
  /** whether the file was sent once more, since what the server had was gone */
  sentAnew?: boolean
}

/** Refused for now: nothing was stored, and it can be sent again as it is. */
const isBusy = ({ code, retryAfter }: Problem) => retryAfter !== undefined || code === 'DEADLINE_EXCEEDED'

/** What the server had has gone: the file itself has to be sent anew. */
const isGone = ({ code }: Problem) => code === 'UPLOAD_NOT_FOUND' || code === 'IMAGE_NOT_FOUND'

/**
 * Photos on their way to their detections: a few are uploaded at once, fewer detected, one a call, so that boxes come
 * photo by photo. The list is kept while one looks elsewhere; the newest files are first in it.
 */
export function createDetectQueue({ upload, detect, wait }: Parts, limits = defaults) {
  const listeners = new Set<() => void>()
  const jobs = new Map<string, Job>()
  let toUpload: string[] = []
  let toDetect: string[] = []
  let photos: readonly Photo[] = []
  let uploading = 0
  let detecting = 0
  let counter = 0

  const find = (id: string) => photos.find(photo => photo.id === id)

  function put(next: readonly Photo[]): void {
    photos = next
    for (const listener of listeners) listener()
  }

  const change = (id: string, change: Partial<Photo>) =>
    put(photos.map(photo => (photo.id === id ? { ...photo, ...change } : photo)))
  const set = (id: string, state: PhotoState) => change(id, { state })

  /** Does a piece of work again as long as the server has no room for it. */
  async function persist<Result>(id: string, { signal }: AbortController, work: () => Promise<Result>) {
    for (const pause of limits.pauses) {
      try {
        return await work()
      } catch (error) {
        signal.throwIfAborted()
        const problem = problemOf(error as Error)
        if (!isBusy(problem)) throw error
        set(id, { kind: 'waiting', isBusy: true })
        await wait(Math.max(pause, 1000 * (problem.retryAfter ?? 0)), signal)
      }
    }
    return work()
  }

  function fail(id: string, { ending }: Job, error: unknown): void {
    if (!ending.signal.aborted) set(id, { kind: 'failed', problem: problemOf(error as Error) })
  }

  async function send(id: string, job: Job): Promise<void> {
    const { file, name } = find(id)!
    const { signal } = job.ending
    const onProgress = (sent: number) => signal.aborted || set(id, { kind: 'uploading', sent })
    try {
      const uploadId = await persist(id, job.ending, () => {
        onProgress(0)
        return upload(file, name, { onProgress, signal })
      })
      if (signal.aborted) return
      job.place = { uploadId }
      set(id, { kind: 'waiting' })
      toDetect.push(id)
    } catch (error) {
      fail(id, job, error)
    }
  }

  async function look(id: string, job: Job): Promise<void> {
    const { model } = find(id)!
    const { signal } = job.ending
    const place = job.place!
    try {
      const run = await persist(id, job.ending, () => {
        set(id, { kind: 'detecting' })
        return detect(place, model, signal)
      })
      if (signal.aborted) return
      job.place = { imageId: run.image.id }
      change(id, { run, state: { kind: 'done' } })
    } catch (error) {
      const isMissed = isGone(problemOf(error as Error)) && !signal.aborted
      if (isMissed) job.place = undefined
      if (!isMissed || job.sentAnew) return fail(id, job, error)
      job.sentAnew = true
      set(id, { kind: 'waiting' })
      toUpload.push(id)
    }
  }

  function startNext(): void {
    while (detecting < limits.detects && toDetect.length > 0) {
      const id = toDetect.shift()!
      detecting += 1
      void look(id, jobs.get(id)!).finally(() => {
        detecting -= 1
        startNext()
      })
    }
    while (uploading < limits.uploads && uploading + toDetect.length < limits.ahead && toUpload.length > 0) {
      const id = toUpload.shift()!
      uploading += 1
      void send(id, jobs.get(id)!).finally(() => {
        uploading -= 1
        startNext()
      })
    }
  }

  function again(ids: readonly string[], model: string | null): void {
    for (const id of ids) {
      change(id, { model, state: { kind: 'waiting' } })
      if (jobs.get(id)!.place) toDetect.push(id)
      else toUpload.push(id)
    }
    startNext()
  }

  return {
    read: () => photos,
    listen(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Takes files in; they come before those that are there, and are worked on after them. */
    add(files: readonly { name: string; file: Blob }[], model: string | null): void {
      const added = files.map(({ name, file }): Photo => {
        counter += 1
        return { id: `photo-${counter}`, name, file, model, state: { kind: 'waiting' }, run: null }
      })
      for (const { id } of added) jobs.set(id, { ending: new AbortController() })
      toUpload.push(...added.map(({ id }) => id))
      put([...added, ...photos])
      startNext()
    },
    /** Those that failed once more, or one of them. */
    retry: (model: string | null, only?: string): void =>
      again(
        photos.filter(({ id, state }) => state.kind === 'failed' && (only ?? id) === id).map(({ id }) => id),
        model,
      ),
    /** All that another model detected, by this one; what it found stays until this one has. */
    detectAgain: (model: string): void =>
      again(
        photos.filter(photo => isOfAnother(photo, model)).map(({ id }) => id),
        model,
      ),
    /** Takes photos out of the list, whatever they are at; what is stored stays stored. */
    remove(ids: ReadonlySet<string>): void {
      for (const id of ids) {
        jobs.get(id)?.ending.abort()
        jobs.delete(id)
      }
      toUpload = toUpload.filter(id => !ids.has(id))
      toDetect = toDetect.filter(id => !ids.has(id))
      put(photos.filter(({ id }) => !ids.has(id)))
      startNext()
    },
  }
}
