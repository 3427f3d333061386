/** A detector process: `startChild` forks this file, which ends when its parent's channel closes. */
import { AppError } from '../errors.ts'
import { createWorker } from './createWorker.ts'
import type { FromChild, SentError, ToChild } from './messages.ts'

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

const sent = (error: unknown): SentError =>
  error instanceof AppError
    ? {
        code: error.code,
        message: error.message,
        hint: error.hint,
        cause: error.cause ? stackOf(error.cause) : undefined,
      }
    : { code: 'INFERENCE_FAILED', message: 'The detector failed on this image.', cause: stackOf(error) }

const answer = (message: FromChild) => process.send?.(message)

let worker: ReturnType<typeof createWorker> | undefined

async function receive(message: ToChild): Promise<void> {
  if (message.type === 'open') {
    worker = createWorker(message.models, message.threads)
    await worker.open(message.model).then(
      () => answer({ type: 'ready' }),
      error => answer({ type: 'failed', error: sent(error) }),
    )
    return
  }
  const { id, bytes, model, deadline } = message
  await worker?.detect(bytes, model, deadline).then(
    detected => answer({ type: 'detected', id, detected }),
    error => answer({ type: 'error', id, error: sent(error) }),
  )
}

// Ctrl-C and a service manager's SIGTERM may reach every process; the parent lets work in progress finish first.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
process.on('disconnect', () => process.exit(0))
process.on('error', () => process.exit(1))
process.on('message', receive)
