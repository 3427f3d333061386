import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Outcome, Reason } from '../store/endEvaluation.ts'
import { TaskDeath } from '../tasks/taskDeath.ts'

/** Not the work is the reason: the same succeeds when the database or room is there again. */
const passing: ReadonlySet<ErrorCode> = new Set(['STORAGE_UNAVAILABLE', 'OVERLOADED'])

const isPassing = (error: unknown) => error instanceof AppError && passing.has(error.code)

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
  /** takes back that the attempt counts as one that never ended */
  giveBack(): Promise<void>
  log: Logger
  signal: AbortSignal
}

/**
 * Does the work of a job and logs how it ended. Where it fails, its failure is counted unless something else was the
 * reason; only an attempt whose worker or task process died counts as one that never ended.
 * @throws what the work threw, when the job is to be tried again
 */
export async function tryAgain(
  work: () => Promise<'DONE' | 'LOST'>,
  { attempt, pauseMs, fail, giveBack, log, signal }: Options,
): Promise<void> {
  try {
    log.info({ end: await work() }, 'evaluation')
  } catch (error) {
    if (signal.aborted || isPassing(error)) {
      if (!signal.aborted) {
        log.warn({ end: 'AGAIN', err: error }, 'evaluation')
        // Longer each time, so that what stays away is not asked for all the time.
        await sleep(Math.min(attempt * pauseMs, longestPauseMs), undefined, { signal }).catch(() => undefined)
      }
      // After the pause, when the database may be there again. A process that died counts, as its worker might have.
      if (!(error instanceof TaskDeath))
        await giveBack().catch(cause => log.warn({ err: cause }, 'an attempt that ended counts as one that did not'))
      throw error
    }
    const outcome = await fail(reasonOf(error))
    log.error({ end: outcome, err: error }, 'evaluation')
    if (outcome === 'RETRY') throw error
  }
}
