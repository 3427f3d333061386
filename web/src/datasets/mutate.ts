import type { AnyVariables, TypedDocumentNode } from 'urql'
import { client } from '../api/client.ts'
import { type Problem, ProblemError, problemOf } from '../api/problem.ts'

/**
 * One mutation, awaited, whose request ends when the signal aborts.
 * @throws ProblemError what the server or the way to it said; the signal's reason when it was aborted
 */
export function mutate<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Data> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const asked = client.mutation(document, variables).subscribe(({ data, error }) => {
      signal.removeEventListener('abort', abort)
      if (data) resolve(data)
      else reject(new ProblemError(error ? problemOf(error) : { code: 'PAGE', message: 'The answer has no data.' }))
    })
    function abort() {
      asked.unsubscribe()
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
  })
}

/** @throws ProblemError the first of the errors, where there is one */
export function throwFirst([first]: readonly Problem[]): void {
  if (first) throw new ProblemError(first)
}
