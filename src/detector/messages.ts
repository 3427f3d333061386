import type { ErrorCode } from '../errors.ts'
import type { DetectedImage } from './detectedImage.ts'
import type { LoadedModel } from './loadModels.ts'

/** An AppError as it crosses the channel; `cause` is the stack of what lay behind it, for the log. */
export type SentError = { code: ErrorCode; message: string; hint?: string; cause?: string }

/** First what the process works with, once; then jobs. `deadline` is in epoch milliseconds. */
export type ToChild =
  | { type: 'open'; models: readonly LoadedModel[]; model: string; threads: number }
  | { type: 'detect'; id: number; model: string; bytes: Uint8Array; deadline: number }

/** `ready` or `failed` answers `open`; the rest answer jobs. */
export type FromChild =
  | { type: 'ready' }
  | { type: 'failed'; error: SentError }
  | { type: 'detected'; id: number; detected: DetectedImage }
  | { type: 'error'; id: number; error: SentError }
