import type { Problem } from '../api/problem.ts'

const unknownName = /^Expected names of (categories|models) but received (".*");/

/** A problem of what is filtered, in words of the page where the server's are for those who write queries. */
export function filterProblem(problem: Problem): Problem {
  const [, kind, name] = problem.code === 'BAD_USER_INPUT' ? (unknownName.exec(problem.message) ?? []) : []
  if (kind === undefined || name === undefined) return problem
  const message = `There is no ${kind === 'models' ? 'model' : 'category'} called ${name}.`
  return { ...problem, message, hint: 'Choose another one above, or clear the filters.' }
}
