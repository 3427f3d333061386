import type { ErrorCode } from '../errors.ts'

/** Why one photo was not used. */
export type PhotoProblem = {
  readonly code: ErrorCode
  readonly fileName: string
  readonly message: string
  readonly hint: string | null
}

/** What became of photos for a dataset. */
export type PhotoReport = {
  readonly received: number
  /** images of the dataset that have a photo now and had none */
  readonly added: number
  readonly unchanged: number
  readonly refused: number
  /** images of the dataset that have no photo yet */
  readonly missing: number
  /** of each code the first ten, 50 in all */
  readonly problems: readonly PhotoProblem[]
}
