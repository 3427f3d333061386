import { AppError } from '../errors.ts'

type Limits = {
  /** pieces of work at once */
  places: number
  /** more that wait for their turn, first come, first served */
  waiting: number
  /** the longest that one waits, in milliseconds */
  patienceMs: number
  /** what is said to those who find no place */
  busy?: string
}

const abandoned = () => new AppError('BAD_REQUEST', 'The client left before its turn came.')

/**
 * Lets some pieces of work run at once and some more wait for their turn.
 * @returns runs one piece of work, unless `signal` ends its waiting; throws AppError OVERLOADED when no more may wait
 * or it waited too long
 */
export function createTurns({ places, waiting, patienceMs, busy = 'Too many pictures are being drawn.' }: Limits) {
  const tooMany = () => new AppError('OVERLOADED', busy, { retryAfter: 2 })
  const queue = new Set<() => void>()
  let taken = 0

  async function wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // At once: a place that is given to one who has left would be lost.
    const leave = (error: AppError) => {
      queue.delete(resolve)
      reject(error)
    }
    const leaveAbandoned = () => leave(abandoned())
    const timer = setTimeout(() => leave(tooMany()), patienceMs)
    signal.addEventListener('abort', leaveAbandoned)
    queue.add(resolve)
    try {
      await promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', leaveAbandoned)
    }
  }

  function next(): void {
    const [first] = queue
    if (!first) return void taken--
    queue.delete(first)
    first()
  }

  return async function take<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    if (signal.aborted) throw abandoned()
    if (taken < places) taken++
    else if (queue.size < waiting) await wait(signal)
    else throw tooMany()
    try {
      return await work()
    } finally {
      next()
    }
  }
}
