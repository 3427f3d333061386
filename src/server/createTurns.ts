import { AppError } from '../errors.ts'

/**
 * Lets `places` pieces of work run at once and `waiting` more wait for their turn, first come, first served.
 * @returns runs one piece of work; throws AppError OVERLOADED when no more may wait
 */
export function createTurns(places: number, waiting: number) {
  const queue: (() => void)[] = []
  let taken = 0

  return async function take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (taken < places) taken++
    else if (queue.length < waiting) await new Promise<void>(resolve => queue.push(resolve))
    else throw new AppError('OVERLOADED', 'Too many pictures are being drawn.', { retryAfter: 1 })
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else taken--
    }
  }
}
