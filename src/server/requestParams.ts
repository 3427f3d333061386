import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

type Params = { query: string; operationName?: string; variables?: Record<string, unknown> }

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : Array.isArray(value) ? 'a list' : typeof value
}

function wrong(name: string, expected: string, given: unknown): never {
  throw new AppError('BAD_REQUEST', `Expected for ${name} ${expected} but received ${shown(given)}.`, {
    hint: 'POST sends {"query": "…", "variables": {…}, "operationName": "…"} as JSON; in the address of GET variables are JSON.',
  })
}

/** Variables in an address are JSON. */
function parsed(variables: unknown): unknown {
  if (typeof variables !== 'string') return variables
  try {
    return JSON.parse(variables)
  } catch {
    return wrong('variables', 'JSON of an object', variables)
  }
}

/**
 * What a GraphQL request asks for: of GET in its address, of POST in its body.
 * @throws AppError BAD_REQUEST
 */
export function requestParams({ method, query: address, body }: FastifyRequest): Params {
  const given = method === 'GET' ? address : body
  if (!isObject(given)) wrong('the body', 'a JSON object with a query', given)
  const { query, operationName, variables: text } = given
  if (typeof query !== 'string' || query === '') wrong('query', 'a GraphQL document', query)
  if (operationName != null && typeof operationName !== 'string') wrong('operationName', 'a text', operationName)
  const variables = method === 'GET' ? parsed(text) : text
  if (variables != null && !isObject(variables)) wrong('variables', 'an object', variables)
  return { query, ...(operationName != null && { operationName }), ...(variables != null && { variables }) }
}
