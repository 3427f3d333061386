import type { Problem } from '../api/problem.ts'

/** What is told where an evaluation, or its result, is no longer there. */
export const evaluationGone: Problem = {
  code: 'EVALUATION_NOT_FOUND',
  message: 'The evaluation was deleted, or has no numbers.',
  hint: 'Load this page again to see how it stands.',
}
