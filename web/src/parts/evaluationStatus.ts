import type { EvaluationStatus } from '../api/generated.ts'

/** What a status is called. */
export const statusWords: Record<EvaluationStatus, string> = {
  QUEUED: 'Queued',
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
}

/** Whether an evaluation is queued or running. */
export const isAtWork = ({ status }: { readonly status: EvaluationStatus }): boolean =>
  status === 'QUEUED' || status === 'RUNNING'
