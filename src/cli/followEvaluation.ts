import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { progressOf } from '../runs/progressOf.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'

/** Milliseconds between two looks, and between two lines where nobody sees them overwritten. */
const lookEvery = 100
const lineEvery = 10_000

function lineOf(evaluation: EvaluationRow): string {
  const { phase, status } = evaluation
  const { done, total, imagesPerSecond, secondsLeft } = progressOf(evaluation, Date.now())
  if (phase === null) return status.toLowerCase()
  if (phase !== 'DETECTING') return phase.toLowerCase()
  const rate = imagesPerSecond === null ? '' : `, ${imagesPerSecond.toFixed(1)} images/s`
  const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`
  return `detecting: ${done} of ${total} images${rate}${left}`
}

/** One line that overwrites itself in a terminal, else a line now and then. */
function createProgressLine() {
  let last = Number.NEGATIVE_INFINITY
  return {
    show(text: string): void {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
      else if (performance.now() - last >= lineEvery) {
        last = performance.now()
        console.error(`fovea: ${text}`)
      }
    },
    end: () => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K')),
  }
}

/**
 * Shows on stderr how far an evaluation is, until it has ended; cancels it when `signal` says so.
 * @throws AppError with the reason of one that failed; EVALUATION_NOT_FOUND of one that is gone; the signal's reason
 */
export async function followEvaluation(store: Store, id: string, signal: AbortSignal): Promise<EvaluationRow> {
  const line = createProgressLine()
  try {
    for (;;) {
      if (signal.aborted && (await store.evaluations.cancel(id)))
        console.error('fovea: the evaluation is cancelled; what was detected stays stored')
      signal.throwIfAborted()
      const [evaluation] = await store.evaluations.findMany([id])
      if (!evaluation) throw new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted meanwhile.')
      const { status, errorCode, errorMessage } = evaluation
      if (status === 'COMPLETED') return evaluation
      if (status === 'FAILED')
        throw new AppError(errorCode ?? 'EVALUATION_FAILED', errorMessage ?? 'No reason is known.')
      if (status === 'CANCELLED') throw new AppError('EVALUATION_FINISHED', 'The evaluation was cancelled.')
      line.show(lineOf(evaluation))
      await sleep(lookEvery, undefined, { signal }).catch(() => undefined)
    }
  } finally {
    line.end()
  }
}
