import type { Finding } from '../../eval/finding.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError, type ErrorCode, statusOf } from '../errors.ts'
import { apiHint } from './apiHint.ts'
import type { UserError } from './generated.ts'

/** Codes of src/errors.ts that schema.graphql has as data. */
export type DataCode = UserError['code'] & ErrorCode

/** Codes of requests as a whole, and of plain routes. */
const ofRequests: Record<Exclude<ErrorCode, DataCode>, true> = {
  BAD_REQUEST: true,
  BAD_JSON: true,
  MULTIPART_INVALID: true,
  REQUEST_TIMEOUT: true,
  UNAUTHENTICATED: true,
  OVERLOADED: true,
  DEADLINE_EXCEEDED: true,
  STORAGE_UNAVAILABLE: true,
  DOWNLOAD_FAILED: true,
  MODEL_INVALID: true,
  CONFIG_INVALID: true,
  ALREADY_RUNNING: true,
  INTERNAL_SERVER_ERROR: true,
}

/** Whether an error of this code can come as data. */
export const isDataCode = (code: string): code is DataCode =>
  Object.hasOwn(statusOf, code) && !Object.hasOwn(ofRequests, code)

/** @param path where in the arguments, such as input, model */
export const userError = (
  code: DataCode,
  path: readonly string[],
  message: string,
  hint: string | null = null,
): UserError => ({ code, path, message, hint })

/** What pre-flight found, as the reason of a refusal. */
export const userErrorOfFinding = (finding: Finding, path: readonly string[]): UserError =>
  userError(finding.code as DataCode, path, finding.message, apiHint(finding.hint, finding))

/**
 * The error of a use case as data.
 * @param path where in the arguments, by the code
 * @throws what is no deliberate error, or refuses the request as a whole
 */
export function asUserError(error: unknown, path: (code: DataCode) => readonly string[]): UserError {
  if (error instanceof InvalidInput) return userErrorOfFinding(error.finding, path(error.code as DataCode))
  if (!(error instanceof AppError) || !isDataCode(error.code)) throw error
  return userError(error.code, path(error.code), error.message, apiHint(error.hint))
}
