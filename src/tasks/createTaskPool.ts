import { AppError } from '../errors.ts'
import { type FromTask, fromSent } from './messages.ts'
import { startTaskProcess, type TaskProcess } from './startTaskProcess.ts'
import { TaskDeath } from './taskDeath.ts'

type RunOptions = {
  /** ends the task, and the process that it is in */
  signal?: AbortSignal
  /** takes the task out while it waits; one that runs goes on, and its process lives */
  leaving?: AbortSignal
  /** Whether it waits however many wait before it. */
  patient?: boolean
  /** told of each phase that the task says it has come to */
  onPhase?: (phase: string) => void
}

type Functions<Tasks> = { [Name in keyof Tasks]: (args: never, context: never) => Promise<unknown> }

export type TaskPool<Tasks extends Functions<Tasks>> = {
  /**
   * Runs a task in a process of its own.
   * @throws what the task throws; TaskDeath; AppError OVERLOADED when too many wait, no process can be started or the
   * pool is closed, DEADLINE_EXCEEDED after the time that tasks of its name have; the reason of the signal
   */
  run<Name extends keyof Tasks & string>(
    name: Name,
    args: Parameters<Tasks[Name]>[0],
    options?: RunOptions,
  ): ReturnType<Tasks[Name]>
  /** Starts a process where there is none, so that a task which may come next need not wait for one. */
  warm(): void
  /** Ends all processes; what was running or waiting is refused as OVERLOADED. */
  close(): Promise<void>
}

type Options<Name extends string> = {
  /** module that calls `serveTasks` */
  entry: URL
  /** plain values for it */
  settings: unknown
  /** processes at once */
  size?: number
  /** tasks that may wait for one */
  depth?: number
  /** milliseconds after which a process without work is ended */
  idleMs?: number
  /** bytes; a process that has grown beyond them ends after its task */
  memoryLimit?: number
  /** milliseconds that a task may wait, and then that it may run; without end where its name has none */
  timeLimits?: { readonly [Each in Name]?: number }
  /** Whether tasks only read, so that one that was ended has left nothing behind. */
  readOnly?: boolean
}

type Job = {
  name: string
  args: unknown
  limitMs: number | undefined
  /** by performance.now(), in milliseconds: not begun later than this */
  latest: number
  /** of its wait, then of its run */
  timer: NodeJS.Timeout | undefined
  onPhase: (phase: string) => void
  resolve(result: unknown): void
  reject(error: unknown): void
}

type Member = { process: TaskProcess; job: Job | undefined; idle: NodeJS.Timeout | undefined }

const MB = 1024 * 1024

const full = (waiting: number) =>
  new AppError('OVERLOADED', `Too much heavy work waits already (${waiting} tasks).`, {
    retryAfter: 10,
    hint: 'Send it again after the seconds of Retry-After.',
  })

const unstarted = (cause: unknown) =>
  new AppError('OVERLOADED', 'No process could be started for this.', {
    retryAfter: 10,
    hint: 'Send it again; the machine may lack memory or room for processes just now.',
    cause,
  })

const waitedTooLong = (limitMs: number) =>
  new AppError('DEADLINE_EXCEEDED', `It waited ${limitMs / 1000} seconds, the most that it may, and was not begun.`, {
    hint: 'Nothing was changed; send it again when less is going on.',
  })

const ranTooLong = (limitMs: number, readOnly: boolean) =>
  new AppError('DEADLINE_EXCEEDED', `It was ended after ${limitMs / 1000} seconds, the most that it may run.`, {
    hint: readOnly
      ? 'Nothing was changed; ask again when less is going on, or for less at once.'
      : 'Send it again when less is going on, or in smaller parts; what it did may be stored, and stays.',
  })

const closing = () => new AppError('OVERLOADED', 'fovea is shutting down.', { retryAfter: 5 })

/** Processes that do one task each at a time, first come, first served; started when needed, ended when not. */
export function createTaskPool<Tasks extends Functions<Tasks>>({
  entry,
  settings,
  size = 2,
  depth = 32,
  idleMs = 15_000,
  memoryLimit = 512 * MB,
  timeLimits = {},
  readOnly = false,
}: Options<keyof Tasks & string>): TaskPool<Tasks> {
  const limits: { readonly [name: string]: number | undefined } = timeLimits
  const members = new Set<Member>()
  const ending = new Set<Promise<string>>()
  const waiting: Job[] = []
  let closed = false

  function start(): Member {
    const member: Member = {
      process: startTaskProcess(entry, settings, answer => receive(member, answer)),
      job: undefined,
      idle: undefined,
    }
    members.add(member)
    const { ended } = member.process
    ending.add(ended)
    ended.then(how => {
      ending.delete(ended)
      leave(member)
      finish(member, job => job.reject(new TaskDeath(how, { readOnly })))
    })
    return member
  }

  /** It gets no more work. */
  function leave(member: Member): void {
    clearTimeout(member.idle)
    members.delete(member)
  }

  function finish(member: Member, settle: (job: Job) => void): void {
    const { job } = member
    member.job = undefined
    if (job) settle(job)
    dispatch()
  }

  function receive(member: Member, answer: FromTask): void {
    const { job } = member
    if (!job) return
    if (answer.type === 'phase') return void job.onPhase(answer.phase)
    rest(member, answer.memory)
    finish(member, () => (answer.type === 'done' ? job.resolve(answer.result) : job.reject(fromSent(answer.error))))
  }

  function rest(member: Member, memory: number): void {
    const end = () => {
      leave(member)
      member.process.end()
    }
    if (memory > memoryLimit) end()
    else member.idle = setTimeout(end, idleMs)
  }

  /** A process for the next task, or why there is none; undefined when all are at work. */
  function findMember(): Member | { unstarted: unknown } | undefined {
    const free = [...members].find(({ job }) => !job)
    if (free || members.size >= size) return free
    try {
      return start()
    } catch (error) {
      return { unstarted: error }
    }
  }

  function dispatch(): void {
    for (let job = waiting[0]; job && !closed; job = waiting[0]) {
      const isLate = performance.now() > job.latest
      const member = isLate ? undefined : findMember()
      if (!isLate && !member) return
      waiting.shift()
      // The timer of its wait may be behind: no process is begun, nor ended, for what nobody waits for any more.
      if (!member) job.reject(waitedTooLong(job.limitMs!))
      else if ('unstarted' in member) job.reject(unstarted(member.unstarted))
      else begin(member, job)
    }
  }

  function begin(member: Member, job: Job): void {
    clearTimeout(member.idle)
    member.job = job
    clearTimeout(job.timer)
    const { limitMs } = job
    if (limitMs !== undefined) job.timer = setTimeout(() => abort(job, ranTooLong(limitMs, readOnly)), limitMs)
    member.process.run(job.name, job.args)
  }

  /** Takes a job out, wherever it is. */
  function abort(job: Job, reason: unknown): void {
    const position = waiting.indexOf(job)
    if (position >= 0) waiting.splice(position, 1)
    for (const member of members) {
      if (member.job !== job) continue
      member.job = undefined
      leave(member)
      member.process.kill()
    }
    job.reject(reason)
    dispatch()
  }

  async function run(name: string, args: unknown, options: RunOptions = {}) {
    const { signal, leaving, patient = false, onPhase = () => undefined } = options
    signal?.throwIfAborted()
    leaving?.throwIfAborted()
    if (closed) throw closing()
    if (waiting.length >= depth && !patient) throw full(waiting.length)
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const limitMs = limits[name]
    const latest = performance.now() + (limitMs ?? Infinity)
    const job: Job = { name, args, limitMs, latest, timer: undefined, onPhase, resolve, reject }
    if (limitMs !== undefined) job.timer = setTimeout(() => abort(job, waitedTooLong(limitMs)), limitMs)
    const onAbort = () => abort(job, signal?.reason)
    const onLeave = () => waiting.includes(job) && abort(job, leaving?.reason)
    signal?.addEventListener('abort', onAbort)
    leaving?.addEventListener('abort', onLeave)
    waiting.push(job)
    dispatch()
    try {
      return await promise
    } finally {
      clearTimeout(job.timer)
      signal?.removeEventListener('abort', onAbort)
      leaving?.removeEventListener('abort', onLeave)
    }
  }

  return {
    run: run as TaskPool<Tasks>['run'],

    warm() {
      if (closed || members.size > 0) return
      try {
        rest(start(), 0)
      } catch {
        // The task, if one comes, finds out by itself.
      }
    },

    async close() {
      closed = true
      const jobs = [...waiting.splice(0), ...[...members].flatMap(({ job }) => job ?? [])]
      for (const member of members) {
        member.job = undefined
        leave(member)
        member.process.kill()
      }
      for (const job of jobs) job.reject(closing())
      await Promise.all(ending)
    },
  }
}
