import type { Finding } from '../../eval/finding.ts'
import type { Settings } from '../../eval/settings.ts'
import type { Store } from '../store/createStore.ts'
import type { DatasetRow } from '../store/datasets.ts'
import type { StoredGroundTruth } from '../store/groundTruths.ts'
import type { NewEvaluation, NewWork } from '../store/newEvaluation.ts'
import type { EvaluationRequest } from './evaluationRequest.ts'
import type { FileLimits } from './fileLimits.ts'
import type { ShardSize } from './planShards.ts'

/** What is asked for, and what it is asked of. */
export type EvaluationSubject = Readonly<Pick<FileLimits, 'maxTextBytes'>> & {
  readonly store: Store
  readonly request: EvaluationRequest
  readonly dataset: DatasetRow
  readonly truth: StoredGroundTruth
  readonly settings: Settings
  /** of shards whose detections are there already */
  readonly shardSize: ShardSize
}

/** What a source of detections adds to an evaluation. */
export type EvaluationPlan = Pick<NewEvaluation, 'modelId' | 'limits' | 'detectionsHash' | 'detectCount'> &
  Pick<NewWork, 'shardCount' | 'shards' | 'photos'> & {
    /** everything that the numbers depend on beside ground truth, evaluator and settings; as JSON */
    readonly facts: object
  }

/** What was found out about the detections; `plan` is there unless an error makes it impossible. */
export type Prepared = { readonly findings: readonly Finding[]; readonly plan?: () => EvaluationPlan }
