import { AppError } from '../errors.ts'

/** SQLSTATE classes that speak of the server, not of the statement: connection, resources, operator, system. */
const serverClasses = ['08', '53', '57', '58', 'XX']
const networkCodes = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']
const prismaCodes = ['P1000', 'P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2037']
/** The driver has no codes for these. */
const driverMessages =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Client was closed|not queryable|the database system is|can't reach database server|remaining connection slots/i

/** Whether the database itself, not what was asked of it, is the reason of an error of pg or Prisma. */
export function isStorageFailure(error: unknown): boolean {
  if (error === null || typeof error !== 'object') return false
  const { code, message, cause, meta, originalCode, errors } = error as Record<string, unknown>
  for (const name of [code, originalCode]) {
    if (typeof name !== 'string') continue
    if (networkCodes.includes(name) || prismaCodes.includes(name)) return true
    if (/^[0-9A-Z]{5}$/.test(name) && serverClasses.some(prefix => name.startsWith(prefix))) return true
  }
  if (typeof message === 'string' && driverMessages.test(message)) return true
  if (Array.isArray(errors) && errors.some(isStorageFailure)) return true
  return isStorageFailure(cause) || isStorageFailure(meta) || isStorageFailure(driverError(meta))
}

const driverError = (meta: unknown) =>
  meta !== null && typeof meta === 'object' && 'driverAdapterError' in meta ? meta.driverAdapterError : undefined

/**
 * Gives the same verbs, with each failure of the database turned into AppError STORAGE_UNAVAILABLE.
 * The original stays as its cause.
 */
export function guardStorage<Verbs extends Record<string, (...args: never[]) => Promise<unknown>>>(
  verbs: Verbs,
): Verbs {
  const guarded = Object.entries(verbs).map(([name, verb]) => [
    name,
    async (...args: never[]) => {
      try {
        return await verb(...args)
      } catch (error) {
        if (!isStorageFailure(error)) throw error
        throw new AppError('STORAGE_UNAVAILABLE', 'The database does not answer; nothing of this request was stored.', {
          hint: 'Send the same request again in a few seconds.',
          retryAfter: 2,
          cause: error,
        })
      }
    },
  ])
  return Object.fromEntries(guarded) as Verbs
}
