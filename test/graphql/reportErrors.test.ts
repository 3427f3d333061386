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
