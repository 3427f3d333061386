import { AppError } from '../errors.ts'

/** SQLSTATE classes that speak of the server, not of the statement: connection, resources, operator, system. */
const serverClasses = ['08', '53', '57', '58', 'XX']
const networkCodes = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']
const prismaCodes = ['P1000', 'P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2037']
/** The driver has no codes for these. */
const driverMessages =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Client was closed|not queryable|the database system is|can't reach database server|remaining connection slots/i

const driverError = (meta: unknown) =>
  meta !== null && typeof meta === 'object' && 'driverAdapterError' in meta ? meta.driverAdapterError : undefined

/** Whether one of an error and those that it came from is such an error of pg or Prisma. */
function comesFrom(error: unknown, is: (codes: string[], message: string) => boolean): boolean {
  if (error === null || typeof error !== 'object') return false
  const { code, message, cause, meta, originalCode, errors } = error as Record<string, unknown>
  const codes = [code, originalCode].filter(name => typeof name === 'string')
  if (is(codes, typeof message === 'string' ? message : '')) return true
  const origins = [...(Array.isArray(errors) ? errors : []), cause, meta, driverError(meta)]
  return origins.some(origin => comesFrom(origin, is))
}

const isOfServer = (code: string) =>
  networkCodes.includes(code) ||
  prismaCodes.includes(code) ||
  (/^[0-9A-Z]{5}$/.test(code) && serverClasses.some(prefix => code.startsWith(prefix)))

/** Whether the database itself, not what was asked of it, is the reason of an error of pg or Prisma. */
export const isStorageFailure = (error: unknown): boolean =>
  comesFrom(error, (codes, message) => codes.some(isOfServer) || driverMessages.test(message))

/** Postgres ended the statement because of `statement_timeout`. */
const isCancelled = (error: unknown) => comesFrom(error, codes => codes.includes('57014'))

const tooSlow = (cause: unknown) =>
  new AppError('DEADLINE_EXCEEDED', 'The database did not finish this query in the time that it has, and ended it.', {
    hint: 'Narrow the filter, ask for fewer objects, or leave totalCount out.',
    cause,
  })

const unavailable = (cause: unknown) =>
  new AppError('STORAGE_UNAVAILABLE', 'The database does not answer; nothing of this request was stored.', {
    hint: 'Send the same request again in a few seconds.',
    retryAfter: 2,
    cause,
  })

/** @param isQuery whether its work grows with what a caller asks for */
function toStorageError(error: unknown, isQuery: boolean): unknown {
  if (error instanceof AppError || !isStorageFailure(error)) return error
  return isQuery && isCancelled(error) ? tooSlow(error) : unavailable(error)
}

/**
 * Gives the same verbs, with each failure of the database turned into AppError STORAGE_UNAVAILABLE, or into
 * DEADLINE_EXCEEDED where it ended a query of a caller's choice. The original stays as its cause.
 * @param queries names of the verbs whose work grows with what a caller asks for
 */
export function guardStorage<Verbs extends Record<string, (...args: never[]) => Promise<unknown>>>(
  verbs: Verbs,
  queries: readonly (keyof Verbs)[] = [],
): Verbs {
  const guarded = Object.entries(verbs).map(([name, verb]) => [
    name,
    async (...args: never[]) => {
      try {
        return await verb(...args)
      } catch (error) {
        throw toStorageError(error, queries.includes(name))
      }
    },
  ])
  return Object.fromEntries(guarded) as Verbs
}

/** The same for a verb that reads on while its rows are being used. */
export const guardRows = <Args extends unknown[], Row>(verb: (...args: Args) => AsyncIterable<Row>) =>
  async function* (...args: Args): AsyncGenerator<Row, void, undefined> {
    try {
      yield* verb(...args)
    } catch (error) {
      throw toStorageError(error, false)
    }
  }
