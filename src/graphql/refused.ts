import type { UserError } from './generated.ts'
import { asUserError, type DataCode } from './userError.ts'

/** Ends a mutation with errors as data. */
export class Refused extends Error {
  readonly userErrors: readonly UserError[]

  constructor(...userErrors: readonly UserError[]) {
    super(userErrors[0]?.message)
    this.name = 'Refused'
    this.userErrors = userErrors
  }
}

/**
 * Some work whose failures the caller can mend.
 * @param path where in the arguments a failure of a code lies
 * @throws Refused instead of what can come as data
 */
export async function refusing<Result>(
  path: (code: DataCode) => readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw new Refused(asUserError(error, path))
  }
}

/**
 * The payload of a mutation: what the work gives, or why it was refused.
 * @param empty the payload's fields where it was
 */
export async function payloadOf<Payload extends object, Empty extends object>(
  empty: Empty,
  work: () => Promise<Payload>,
): Promise<(Payload | Empty) & { userErrors: readonly UserError[] }> {
  try {
    return { ...(await work()), userErrors: [] }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ...empty, userErrors: error.userErrors }
  }
}
