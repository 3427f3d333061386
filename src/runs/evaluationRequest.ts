import type { FindingCode } from '../../eval/finding.ts'
import type { CategorySpace, ImageMatch } from '../../eval/resolve/resolveDetections.ts'
import type { ImageScope, Profile } from '../../eval/settings.ts'
import type { DetectionSettings, Idempotency } from '../store/newEvaluation.ts'
import type { FileSource } from './fileSource.ts'

/** Where the detections of an evaluation come from. */
export type DetectionSource =
  /** a model that can run now: key of its row, and how much of what it finds is kept where that is asked for */
  | ({ readonly kind: 'MODEL' } & DetectionSettings)
  /** the newest stored run of each image by this model, which may not be there any more */
  | { readonly kind: 'STORED_RUNS'; readonly modelId: string }
  | { readonly kind: 'RESULTS'; readonly file: FileSource }

/** What to evaluate, on what, by which rules; plain values, as it goes to another process. */
export type EvaluationRequest = {
  readonly datasetId: string
  readonly source: DetectionSource
  readonly profile: Profile
  readonly imageScope: ImageScope
  readonly categorySpace: CategorySpace | null
  readonly matchBy: ImageMatch | null
  readonly allowTruncated: boolean
  readonly overrides: readonly FindingCode[]
  readonly name: string | null
  readonly tags: readonly string[]
  readonly idempotency: Idempotency | null
}
