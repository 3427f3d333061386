import { type AnyVariables, type TypedDocumentNode, useQuery } from 'urql'
import { type Problem, problemOf } from '../api/problem.ts'
import { evaluationGone } from './evaluationGone.ts'

/** What a section of an evaluation's page asked for, as far as it has come. */
export type Answer<Value> = {
  /** null until it comes, and where it could not be told: then `problem` says why */
  value: Value | null
  problem: Problem | null
  /** also while another value is on its way and the last one is still there */
  fetching: boolean
  retry: () => void
}

type OfEvaluation<Result> = { readonly evaluation: { readonly result: Result | null } | null }

/**
 * One field below `result` of an evaluation, asked by a query of its own: a field that is refused is null with an error for
 * it alone.
 * @param pick finds the field
 * @param pause whether to wait with the question
 */
export function useResult<Result, Variables extends AnyVariables, Value>(
  query: TypedDocumentNode<OfEvaluation<Result>, Variables>,
  variables: Variables,
  pick: (result: Result) => Value | null,
  pause = false,
): Answer<Value> {
  // The arguments of useQuery are a union over whether there are variables, which cannot be told of a type parameter.
  const args = { query, variables, pause } as Parameters<typeof useQuery<OfEvaluation<Result>, Variables>>[0]
  const [{ data, error, fetching }, ask] = useQuery<OfEvaluation<Result>, Variables>(args)
  const result = data?.evaluation?.result
  const value = result ? pick(result) : null
  const problem = error ? problemOf(error) : data && !result ? evaluationGone : null
  return {
    value,
    problem: value === null ? problem : null,
    fetching,
    retry: () => ask({ requestPolicy: 'network-only' }),
  }
}
