import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** What is worth knowing of an error; drivers hang whole connections on theirs. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return { name, message, code, stack, cause: cause === undefined ? undefined : describe(cause) }
}

/**
 * JSON lines on stderr; stdout is for people and scripts. The stream of Node itself, because pino's own waits for ever
 * on a terminal that is gone or a disk that is full; main.ts lets such lines be lost.
 */
export const createLog = (level: Config['logLevel']): Logger =>
  pino({ level, serializers: { err: describe } }, process.stderr)
