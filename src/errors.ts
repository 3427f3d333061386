/**
 * Every code that leaves fovea, with the HTTP status of a request that is refused as a whole.
 * Inside a GraphQL answer an image's own error travels as data under the same code.
 */
export const statusOf = {
  BAD_REQUEST: 400,
  BAD_JSON: 400,
  BAD_USER_INPUT: 400,
  MULTIPART_INVALID: 400,
  FILE_MISSING: 400,
  PAYLOAD_TOO_LARGE: 413,
  REQUEST_TIMEOUT: 408,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  MODEL_NOT_FOUND: 404,
  UPLOAD_NOT_FOUND: 404,
  IMAGE_NOT_FOUND: 404,
  IMAGE_EMPTY: 422,
  IMAGE_CORRUPT: 422,
  IMAGE_UNSUPPORTED: 415,
  IMAGE_TOO_LARGE: 422,
  IMAGE_IN_USE: 409,
  BASE64_INVALID: 400,
  URL_FORBIDDEN: 400,
  OVERLOADED: 503,
  DEADLINE_EXCEEDED: 504,
  INFERENCE_FAILED: 500,
  DATASET_NOT_FOUND: 404,
  DATASET_INVALID: 422,
  DATASET_TOO_LARGE: 413,
  DATASET_FROZEN: 409,
  DUPLICATE_ID: 422,
  ARCHIVE_INVALID: 422,
  DETECTIONS_INVALID: 422,
  OPTIONS_INVALID: 400,
  PHOTOS_MISSING: 422,
  RUNS_MISSING: 422,
  IMAGE_NOT_IN_GROUND_TRUTH: 422,
  IMAGE_SIZE_MISMATCH: 422,
  CATEGORY_SPACE_MISMATCH: 422,
  SCORE_FLOOR_TOO_HIGH: 422,
  BOX_FORMAT_SUSPECT: 422,
  NO_OBJECTS: 422,
  IDEMPOTENCY_CONFLICT: 409,
  EVALUATION_NOT_FOUND: 404,
  EVALUATION_FINISHED: 409,
  EVALUATION_UNFINISHED: 409,
  EVALUATION_FAILED: 500,
  RUNS_NOT_COMPARABLE: 409,
  DOWNLOAD_FAILED: 502,
  STORAGE_UNAVAILABLE: 503,
  MODEL_INVALID: 500,
  CONFIG_INVALID: 500,
  ALREADY_RUNNING: 500,
  INTERNAL_SERVER_ERROR: 500,
} as const

export type ErrorCode = keyof typeof statusOf

/** Codes of mistakes that only the operator can mend: their messages name files, and do not go out to clients. */
export const forOperators: ReadonlySet<ErrorCode> = new Set([
  'CONFIG_INVALID',
  'MODEL_INVALID',
  'DOWNLOAD_FAILED',
  'ALREADY_RUNNING',
])

type Options = { hint?: string; retryAfter?: number; cause?: unknown }

/** A failure that was foreseen: its message is meant for whoever caused it, and is sent to them as it is. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** What to do about it, one sentence. */
  readonly hint: string | undefined
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, options: Options = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.hint = options.hint
    this.retryAfter = options.retryAfter
  }

  /** HTTP status of a request that this error refuses as a whole. */
  get status(): number {
    return statusOf[this.code]
  }
}
