import type { Detections } from '../../eval/detections.ts'
import type { Finding } from '../../eval/finding.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'

/** What every reader of a ground truth answers. */
export type GroundTruthInput = {
  readonly groundTruth: GroundTruth
  /** hexadecimal, of everything that was read */
  readonly sha256: string
  /** what only the reader can see, worth knowing before the numbers are believed */
  readonly notes: readonly Finding[]
}

/** What every reader of detections answers. */
export type DetectionsInput = {
  readonly detections: Detections
  /** hexadecimal, of everything that was read */
  readonly sha256: string
  readonly notes: readonly Finding[]
  /** ids of the images that the detector ran on, where the files say so */
  readonly evaluatedImages?: readonly number[]
}
