import { expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { guardStorage, isStorageFailure } from '../../src/store/guardStorage.ts'

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code })

test.each([
  ['connection failure', coded('08006')],
  ['too many connections', coded('53300')],
  ['disk full', coded('53100')],
  ['terminated by an operator', coded('57P01')],
  ['starting up', coded('57P03')],
  ['an I/O error', coded('58030')],
  ['refused by the network', coded('ECONNREFUSED')],
  [
    'a name with several addresses, all refused',
    Object.assign(new AggregateError([coded('ECONNREFUSED')]), { code: undefined }),
  ],
  ['the pool’s wait', new Error('timeout exceeded when trying to connect')],
  ['a query’s wait', new Error('Query read timeout')],
  ['a connection that ended', new Error('Connection terminated unexpectedly')],
  ['Prisma’s own', coded('P1001')],
  [
    'Prisma around the driver',
    Object.assign(coded('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '53100' } } } }),
  ],
])('the database itself is the reason: %s', (_, error) => {
  expect(isStorageFailure(error)).toBe(true)
})

test.each([
  ['a row that is there already', coded('23505')],
  ['a syntax error in SQL', coded('42601')],
  ['a value out of range', coded('22003')],
  ['a record that Prisma did not find', coded('P2025')],
  ['a mistake of ours', new TypeError('x is not a function')],
  ['a refusal of ours', new AppError('IMAGE_NOT_FOUND', 'x')],
  ['nothing', undefined],
  ['a text', 'ECONNREFUSED'],
])('the database is not the reason: %s', (_, error) => {
  expect(isStorageFailure(error)).toBe(false)
})

test('a guarded verb answers, passes our own errors on, and keeps the cause of the others', async () => {
  const cause = coded('57P01')
  const verbs = guardStorage({
    fine: async (value: number) => value + 1,
    refused: async () => Promise.reject(new AppError('IMAGE_NOT_FOUND', 'x')),
    broken: async () => Promise.reject(cause),
  })
  expect(await verbs.fine(1)).toBe(2)
  await expect(verbs.refused()).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND' })
  await expect(verbs.broken()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', status: 503, retryAfter: 2, cause })
})

test('a query of a caller’s choice that Postgres ended is told apart from a database that does not answer', async () => {
  const ended = Object.assign(coded('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '57014' } } } })
  const fail = async () => Promise.reject(ended)
  const verbs = guardStorage({ list: fail, save: fail }, ['list'])
  await expect(verbs.list()).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', retryAfter: undefined, cause: ended })
  await expect(verbs.save()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryAfter: 2 })
})

test('a refusal of ours stays what it is, whatever it came from', async () => {
  const refusal = new AppError('BAD_REQUEST', 'x', { cause: coded('ECONNRESET') })
  await expect(guardStorage({ receive: async () => Promise.reject(refusal) }).receive()).rejects.toBe(refusal)
})
