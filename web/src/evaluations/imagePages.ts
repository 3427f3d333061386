import type { Problem } from '../api/problem.ts'
import { evaluationGone } from './evaluationGone.ts'

/** How images of an evaluation are asked for page by page: fewer where they have too many boxes for one answer. */
export const imagePages = {
  gone: evaluationGone,
  isTooMuch: ({ code, message }: Problem) =>
    code === 'BAD_USER_INPUT' && /boxes on a page|fields of boxes/.test(message),
}
