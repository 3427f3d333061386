import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

type Params = { query: string; operationName?: string; variables?: Record<string, unknown> }

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function wrong(name: string, expected: string): never {
  throw new AppError('BAD_REQUEST', `Expected for ${name} ${expected}.`)
}

/** Variables in an address are JSON. */
function parsed(variables: unknown): unknown {
  if (typeof variables !== 'string') return variables
  try {
    return JSON.parse(variables)
  } catch {
    return wrong('variables', 'JSON of an object')
  }
}

/**
 * What a GraphQL request asks for: of GET in its address, of POST in its body.
 * @throws AppError BAD_REQUEST
 */
export function requestParams({ method, query: address, body }: FastifyRequest): Params {
  const given = method === 'GET' ? address : body
  if (!isObject(given)) throw new AppError('BAD_REQUEST', 'Expected a body that is a JSON object with a query.')
  const { query, operationName, variables: text } = given
  if (typeof query !== 'string' || query === '') wrong('query', 'a GraphQL document')
  if (operationName != null && typeof operationName !== 'string') wrong('operationName', 'a text')
  const variables = method === 'GET' ? parsed(text) : text
  if (variables != null && !isObject(variables)) wrong('variables', 'an object')
  return { query, ...(operationName != null && { operationName }), ...(variables != null && { variables }) }
}
