import type { EvaluationRow } from '../store/evaluations.ts'

/** An evaluation as it stood when it was read, the same object for all who follow it; undefined: there is none. */
export type EvaluationNow = { readonly evaluation: EvaluationRow | undefined }

export type EvaluationFeed = ReturnType<typeof createEvaluationFeed>

type Options = {
  /** the rows that there are, in any order */
  find(ids: readonly string[]): Promise<EvaluationRow[]>
  /** is told of a read that failed; the next one comes as if it had not */
  onTrouble?: (error: unknown) => void
  /** between two reads */
  intervalMs?: number
  /** between a read and one for those who came meanwhile, so that it is for many of them */
  gatherMs?: number
}

type Known = { now: EvaluationNow; state: string; isLast: boolean; read: number }

type Follower = {
  id: string
  /** the first read that is for it: those before began before it came */
  from: number
  /** what it was told last */
  told: string | undefined
  /** gives its next event, where there is one and it has asked for it */
  serve(): void
}

const noPause = (_ms: number): void => undefined

const done = { done: true, value: undefined } as const

/** Where this differs there is something to tell. */
const stateOf = (row: EvaluationRow): string =>
  [row.status, row.phase, row.detectCount, row.detectedCount, row.failedCount, row.shardCount, row.matchedCount].join()

function knownOf(evaluation: EvaluationRow | undefined, read: number): Known {
  const isLast = evaluation === undefined || !['QUEUED', 'RUNNING'].includes(evaluation.status)
  return { now: { evaluation }, state: evaluation ? stateOf(evaluation) : '', isLast, read }
}

/**
 * Tells how evaluations go on, whoever works on them: one read for all that are followed, only while one is. Whoever asks
 * late gets what stands then; nothing is kept for them.
 */
export function createEvaluationFeed({ find, onTrouble, intervalMs = 500, gatherMs = 100 }: Options) {
  const followers = new Set<Follower>()
  const known = new Map<string, Known>()
  let reads = 0
  let isReading = false
  /** ends the pause between two reads sooner, where there is one */
  let hurry = noPause

  async function read(): Promise<void> {
    const number = ++reads
    const ids = [...new Set([...followers].map(({ id }) => id))]
    const rows = new Map((await find(ids)).map(row => [row.id, row]))
    known.clear()
    for (const id of ids) known.set(id, knownOf(rows.get(id), number))
    for (const follower of followers) follower.serve()
  }

  async function pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    hurry = soon => {
      hurry = noPause
      clearTimeout(timer)
      setTimeout(resolve, soon)
    }
    await promise
    hurry = noPause
  }

  async function readOn(): Promise<void> {
    isReading = true
    while (followers.size > 0) {
      await read().catch(error => onTrouble?.(error))
      const isAwaited = [...followers].some(({ from }) => from > reads)
      await pause(isAwaited ? gatherMs : intervalMs)
    }
    known.clear()
    isReading = false
  }

  return {
    /**
     * Follows one: as it stands, read after this call, then whenever its status, phase or counts changed, until it has
     * ended or there is none. `return` ends it at once, also while the next is waited for.
     */
    follow(id: string): AsyncIterableIterator<EvaluationNow> {
      let next: ((result: IteratorResult<EvaluationNow>) => void) | undefined

      function leave() {
        followers.delete(follower)
        next?.(done)
        next = undefined
        if (followers.size === 0) hurry(0)
      }

      const follower: Follower = {
        id,
        from: reads + 1,
        told: undefined,
        serve() {
          const news = known.get(id)
          if (!next || !news || news.read < follower.from || news.state === follower.told) return
          follower.told = news.state
          next({ done: false, value: news.now })
          next = undefined
          if (news.isLast) leave()
        },
      }
      followers.add(follower)
      if (isReading) hurry(gatherMs)
      else void readOn()

      return {
        next() {
          if (!followers.has(follower)) return Promise.resolve(done)
          const { promise, resolve } = Promise.withResolvers<IteratorResult<EvaluationNow>>()
          next = resolve
          follower.serve()
          return promise
        },
        async return() {
          leave()
          return done
        },
        [Symbol.asyncIterator]() {
          return this
        },
      }
    },
  }
}
