import type { FindingCode } from '../../eval/finding.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError, type ErrorCode } from '../errors.ts'

/** An error as it crosses the channel; `stack` is that of what lay behind it, for the log. */
export type SentError =
  | { kind: 'AppError'; code: ErrorCode; message: string; hint?: string; retryAfter?: number; stack?: string }
  | { kind: 'InvalidInput'; code: FindingCode; message: string; hint?: string }
  | { kind: 'unknown'; message: string; stack?: string }

/** First what the process works with, once; then one task at a time. */
export type ToTask = { type: 'open'; settings: unknown } | { type: 'run'; name: string; args: unknown }

/** Any number of phases, then `done` or `failed`. `memory` is that of the process, in bytes. */
export type FromTask =
  | { type: 'phase'; phase: string }
  | { type: 'done'; result: unknown; memory: number }
  | { type: 'failed'; error: SentError; memory: number }

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

export function toSent(error: unknown): SentError {
  if (error instanceof AppError) {
    const { code, message, hint, retryAfter, cause } = error
    return {
      kind: 'AppError',
      code,
      message,
      hint,
      retryAfter,
      stack: cause === undefined ? undefined : stackOf(cause),
    }
  }
  if (error instanceof InvalidInput) {
    const { code, message, hint } = error
    return { kind: 'InvalidInput', code, message, hint }
  }
  return { kind: 'unknown', message: error instanceof Error ? error.message : String(error), stack: stackOf(error) }
}

/** What was thrown there, to be thrown here. An error that nobody foresaw stays one, so that it is not shown. */
export function fromSent(sent: SentError): Error {
  if (sent.kind === 'AppError') {
    const { code, message, hint, retryAfter, stack } = sent
    return new AppError(code, message, { hint, retryAfter, cause: stack })
  }
  if (sent.kind === 'InvalidInput') return new InvalidInput(sent.code, sent.message, sent.hint)
  const error = new Error(sent.message)
  if (sent.stack !== undefined) error.stack = sent.stack
  return error
}
