import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { reportErrors } from '../../src/graphql/reportErrors.ts'

test('what failed many fields for one reason is logged once, another failure of the same words too', async () => {
  const warned: unknown[] = []
  const log = { warn: ({ path }: { path: unknown }) => void warned.push(path) }
  const left = new AppError('BAD_REQUEST', 'The client left.')
  const errors = [left, left, new AppError('BAD_REQUEST', 'The client left.')].map(
    (originalError, index) => new GraphQLError(originalError.message, { originalError, path: [index] }),
  )
  const response = { http: { headers: new Map() }, body: { kind: 'single', singleResult: {} } }
  const listener = await reportErrors.requestDidStart?.({} as never)
  await listener?.willSendResponse?.({ errors, response, contextValue: { log, requestId: 'r' } } as never)
  expect(warned).toEqual([[0], [2]])
})

test.each([
  ['of which a part is there', { evaluation: { result: null }, node: null }, 200, false],
  ['without any part', { evaluation: null, node: null }, 503, true],
  ['without data', null, 503, true],
])('an answer %s has its own status', async (_, data, status, hasRetryAfter) => {
  const originalError = new AppError('OVERLOADED', 'Too much.', { retryAfter: 2 })
  const errors = [new GraphQLError(originalError.message, { originalError, path: ['node'] })]
  const response = {
    http: { status: 200, headers: new Map() },
    body: { kind: 'single', singleResult: { data, errors } },
  }
  const listener = await reportErrors.requestDidStart?.({} as never)
  const contextValue = { log: { warn: () => undefined }, requestId: 'r' }
  await listener?.willSendResponse?.({ errors, response, contextValue } as never)
  expect(response.http.status).toBe(status)
  expect(response.http.headers.has('retry-after')).toBe(hasRetryAfter)
})
