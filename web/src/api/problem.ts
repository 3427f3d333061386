import type { CombinedError } from 'urql'

/** What went wrong, in the words of the server where it had any. */
export type Problem = {
  /** of the server's codes, or NETWORK where no server answered */
  code: string
  message: string
  hint?: string | null
  /** seconds after which the same may succeed, where the server said so */
  retryAfter?: number
}

/** Of a fetch or an upload that failed, thrown. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

export const noAnswer: Problem = {
  code: 'NETWORK',
  message: 'The server does not answer.',
  hint: 'See whether fovea still runs, then try again.',
}

/** Of an answer that fovea does not write so: from a proxy before it, as a rule. */
export const oddAnswer = (status: number): Problem => ({
  code: 'HTTP',
  message:
    status === 413
      ? 'A proxy before the server refuses so many bytes (status 413).'
      : `Expected an answer of fovea but received status ${status} without one.`,
  hint:
    status === 413
      ? 'Take a smaller file, or have the limit of the proxy raised.'
      : 'See what is between this browser and fovea, then try again.',
})

type WireError = { message?: unknown; extensions?: { code?: unknown; hint?: unknown } }

/** The first error of an answer's `errors`, which every route of the server writes alike; undefined where there is none. */
export function firstProblem(errors: unknown): Problem | undefined {
  if (!Array.isArray(errors) || errors.length === 0) return undefined
  const { message, extensions } = errors[0] as WireError
  return {
    code: String(extensions?.code ?? 'INTERNAL_SERVER_ERROR'),
    message: String(message ?? 'The server sent an error without a message.'),
    hint: typeof extensions?.hint === 'string' ? extensions.hint : null,
  }
}

/** The header Retry-After, to be spread into a problem; nothing where there is none. */
export function waitOf(retryAfter: string | null | undefined): { retryAfter?: number } {
  const seconds = Number.parseInt(retryAfter ?? '', 10)
  return Number.isNaN(seconds) ? {} : { retryAfter: seconds }
}

/** What urql calls an error, as a problem; also of anything else that was thrown. */
export function problemOf(error: CombinedError | Error): Problem {
  if (error instanceof ProblemError) return error.problem
  if ('graphQLErrors' in error) {
    const found = firstProblem(error.graphQLErrors)
    if (found) return { ...found, ...waitOf(error.response?.headers?.get('retry-after')) }
    const status = error.response?.status
    if (error.networkError) return typeof status === 'number' ? oddAnswer(status) : noAnswer
  }
  return { code: 'PAGE', message: error.message }
}
