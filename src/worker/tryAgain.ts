import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Outcome, Reason } from '../store/endEvaluation.ts'
import { TaskDeath } from '../tasks/taskDeath.ts'

/** Not the work is the reason: the same succeeds when the database or room is there again. */
const passing: ReadonlySet<ErrorCode> = new Set(['STORAGE_UNAVAILABLE', 'OVERLOADED'])

const isPassing = (error: unknown) =>
  error instanceof TaskDeath || (error instanceof AppError && passing.has(error.code))

/** For who asked for the evaluation; what nobody foresaw is in the log. */
function reasonOf(error: unknown): Reason {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  if (error instanceof InvalidInput) return { code: 'EVALUATION_FAILED', message: error.message }
  return { code: 'EVALUATION_FAILED', message: 'An internal error ended the evaluation; the log of its worker has it.' }
}

const longestPauseMs = 60_000

type Options = {
  attempt: number
  /** before the second attempt at what was nobody's fault, in milliseconds */
  pauseMs: number
  /** counts a failure */
  fail(reason: Reason): Promise<Outcome>
  log: Logger
  signal: AbortSignal
}

/**
 * Does the work of a job and logs how it ended. Where it fails, its failure is counted unless something else was the
 * reason.
 * @throws what the work threw, when the job is to be tried again
 */
export async function tryAgain(
  work: () => Promise<'DONE' | 'LOST'>,
  { attempt, pauseMs, fail, log, signal }: Options,
): Promise<void> {
  try {
    log.info({ end: await work() }, 'evaluation')
  } catch (error) {
    if (signal.aborted) throw error
    if (isPassing(error)) {
      log.warn({ end: 'AGAIN', err: error }, 'evaluation')
      // Longer each time, as the number of attempts is limited.
      await sleep(Math.min(attempt * pauseMs, longestPauseMs), undefined, { signal })
      throw error
    }
    const outcome = await fail(reasonOf(error))
    log.error({ end: outcome, err: error }, 'evaluation')
    if (outcome === 'RETRY') throw error
  }
}
