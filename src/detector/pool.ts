import { AppError } from '../errors.ts'
import type { DetectedImage } from './detectedImage.ts'
import type { LoadedModel } from './loadModels.ts'
import { type Child, startChild } from './startChild.ts'

export type PoolOptions = {
  /** processes */
  size: number
  /** of ONNX Runtime in each */
  threads: number
  models: readonly LoadedModel[]
  /** name of the model that every process opens before it takes work */
  model: string
  /** jobs that a process may hold: while one is inferred the next is decoded */
  depth?: number
  /** milliseconds past its deadline after which a job's process is ended */
  grace?: number
  /** told of every process that ended unasked, with how it ended */
  onLost?: (how: string) => void
}

type Job = {
  id: number
  bytes: Uint8Array
  model: string
  /** epoch milliseconds */
  deadline: number
  tries: number
  /** milliseconds of `performance.now()` */
  queued: number
  /** milliseconds from then until a process took it */
  waited: number
  timer: NodeJS.Timeout | undefined
  resolve(detected: DetectedImage): void
  reject(error: AppError): void
}

/** A process and what it holds; `models` are the two it used last, as its own sessions are. */
type Member = { child: Child; jobs: Map<number, Job>; models: string[]; ready: boolean; started: number }

const longestTimer = 2 ** 31 - 1

/** Milliseconds before a process that ended within a second of its start is replaced, growing from the first to the last. */
const [shortestDelay, longestDelay] = [100, 5000]

const expired = () =>
  new AppError('DEADLINE_EXCEEDED', 'The deadline passed before a detector was free; the model was not run.', {
    hint: 'Send fewer images at a time, or again later.',
  })

const stuck = () =>
  new AppError('DEADLINE_EXCEEDED', 'The detection was not done at its deadline and was ended.', {
    hint: 'Raise FOVEA_DEADLINE_MS or choose a smaller model.',
  })

const lost = (how: string) =>
  new AppError('INFERENCE_FAILED', `The detector process ended twice while it worked on this image (${how}).`, {
    hint: 'Most likely the memory ran out: use fewer FOVEA_WORKERS or a smaller model.',
  })

const closing = () => new AppError('OVERLOADED', 'fovea is shutting down.', { retryAfter: 5 })

/**
 * Detector processes and the jobs that wait for them, first come, first served. A process that dies is replaced; its
 * jobs are tried once more, each alone in a process.
 * @returns once every process has opened the default model
 * @throws AppError MODEL_INVALID or INFERENCE_FAILED when one cannot
 */
export async function createPool(options: PoolOptions) {
  const { size, depth = 2, grace = 2000, onLost = () => undefined, ...forChild } = options
  const members = new Set<Member>()
  const restarting = new Set<NodeJS.Timeout>()
  const waiting: Job[] = []
  let [nextId, restarts, done, delay, closed] = [1, 0, 0, 0, false]

  /** The member that can take the job soonest: with the fewest jobs, and of those one that has the model open. */
  function memberFor(job: Job): Member | undefined {
    const free = [...members].filter(({ ready, jobs }) => {
      const alone = job.tries > 0 || [...jobs.values()].some(other => other.tries > 0)
      return ready && jobs.size < (alone ? 1 : depth)
    })
    const cost = ({ jobs, models }: Member) => jobs.size * 2 + (models.includes(job.model) ? 0 : 1)
    return free.sort((a, b) => cost(a) - cost(b))[0]
  }

  /** Calls `late` at the job's deadline and `after` milliseconds. */
  function setDeadline(job: Job, after: number, late: () => void): void {
    clearTimeout(job.timer)
    job.timer = setTimeout(late, Math.min(job.deadline + after - Date.now(), longestTimer))
  }

  function wait(job: Job, position: number): void {
    waiting.splice(position, 0, job)
    setDeadline(job, 0, () => {
      waiting.splice(waiting.indexOf(job), 1)
      job.reject(expired())
      dispatch()
    })
  }

  function give(job: Job, member: Member): void {
    job.waited = performance.now() - job.queued
    member.jobs.set(job.id, job)
    member.models = [job.model, ...member.models.filter(name => name !== job.model)].slice(0, 2)
    setDeadline(job, grace, member.child.kill)
    member.child.send({ id: job.id, model: job.model, bytes: job.bytes, deadline: job.deadline })
  }

  function dispatch(): void {
    for (let job = waiting[0]; job; job = waiting[0]) {
      const member = memberFor(job)
      if (!member) return
      waiting.shift()
      give(job, member)
    }
  }

  function finish(member: Member, id: number, settle: (job: Job) => void): void {
    const job = member.jobs.get(id)
    if (!job) return
    member.jobs.delete(id)
    clearTimeout(job.timer)
    done++
    settle(job)
    dispatch()
  }

  function retry(job: Job, how: string): void {
    clearTimeout(job.timer)
    if (Date.now() >= job.deadline) job.reject(stuck())
    else if (job.tries > 0) job.reject(lost(how))
    else {
      job.tries++
      wait(job, 0)
    }
  }

  function start(): Member {
    const member: Member = {
      jobs: new Map(),
      models: [forChild.model],
      ready: false,
      started: performance.now(),
      child: startChild({
        ...forChild,
        onDetected: (id, detected) =>
          finish(member, id, ({ resolve, waited }) => {
            const { timings } = detected
            resolve({ ...detected, timings: { ...timings, queue: timings.queue + waited } })
          }),
        onError: (id, error) => finish(member, id, ({ reject }) => reject(error)),
      }),
    }
    members.add(member)
    member.child.ready.then(
      () => {
        member.ready = true
        dispatch()
      },
      () => undefined,
    )
    member.child.ended.then(how => replace(member, how))
    return member
  }

  function replace(member: Member, how: string): void {
    members.delete(member)
    if (closed) return
    onLost(how)
    restarts++
    delay = performance.now() - member.started < 1000 ? Math.min(Math.max(shortestDelay, delay * 2), longestDelay) : 0
    for (const job of [...member.jobs.values()].reverse()) retry(job, how)
    dispatch()
    const timer = setTimeout(() => {
      restarting.delete(timer)
      start()
    }, delay)
    restarting.add(timer)
  }

  async function close(): Promise<void> {
    closed = true
    for (const timer of restarting) clearTimeout(timer)
    const jobs = [...waiting.splice(0), ...[...members].flatMap(member => [...member.jobs.values()])]
    for (const job of jobs) {
      clearTimeout(job.timer)
      job.reject(closing())
    }
    const ended = [...members].map(({ child }) => child.ended)
    for (const { child } of members) child.kill()
    await Promise.all(ended)
  }

  const first = Array.from({ length: size }, start)
  try {
    await Promise.all(first.map(({ child }) => child.ready))
  } catch (error) {
    await close()
    throw error
  }

  return {
    /**
     * Runs a model on one encoded image.
     * @param deadline epoch milliseconds
     * @throws AppError as `decodeImage` does; DEADLINE_EXCEEDED, INFERENCE_FAILED, MODEL_INVALID; OVERLOADED when closed
     */
    run(bytes: Uint8Array, model: string, deadline: number): Promise<DetectedImage> {
      const { promise, resolve, reject } = Promise.withResolvers<DetectedImage>()
      const [queued, waited, tries, timer] = [performance.now(), 0, 0, undefined]
      const job: Job = { id: nextId++, bytes, model, deadline, tries, queued, waited, timer, resolve, reject }
      if (closed) reject(closing())
      else if (Date.now() >= deadline) reject(expired())
      else {
        wait(job, waiting.length)
        dispatch()
      }
      return promise
    },

    /** Process ids of the processes there are. */
    pids: () => [...members].map(({ child }) => child.pid).filter(pid => pid > 0),

    /** Counters: processes that are `ready` and that are `busy`, jobs `waiting` and `done`, processes replaced. */
    stats: () => ({
      ready: [...members].filter(({ ready }) => ready).length,
      busy: [...members].filter(({ jobs }) => jobs.size > 0).length,
      waiting: waiting.length,
      done,
      restarts,
    }),

    /** Ends every process; what was running or waiting is refused as OVERLOADED. */
    close,
  }
}
