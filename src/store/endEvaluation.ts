import type { PoolClient } from 'pg'
import type { ErrorCode } from '../errors.ts'

/** Why something ended with an error. */
export type Reason = { readonly code: ErrorCode; readonly message: string }

/** What follows an error: another try, the end of the evaluation, or nothing, as the try was no longer the last one. */
export type Outcome = 'RETRY' | 'FAILED' | 'LOST'

const mostFailures = 3
/** A worker that is killed says nothing: so many tries may begin and not end before something is stored again. */
const mostDeaths = 25

const end = `
  UPDATE evaluation SET status = 'FAILED', phase = NULL, finished_at = now(), error_code = $2, error_message = $3
  WHERE id = $1 AND status = 'RUNNING'`

/** Ends the evaluation when its work has failed for the third time. @param failures undefined when it is not its turn */
export async function countFailure(
  client: PoolClient,
  evaluationId: string,
  failures: number | undefined,
  { code, message }: Reason,
): Promise<Outcome> {
  if (failures === undefined) return 'LOST'
  if (failures < mostFailures) return 'RETRY'
  await client.query(end, [evaluationId, code, message])
  return 'FAILED'
}

/**
 * Ends the evaluation when work of it began too often and never ended; whether it did.
 * @param deaths tries that began, this one included
 */
export async function countDeaths(client: PoolClient, evaluationId: string, deaths: number): Promise<boolean> {
  if (deaths <= mostDeaths) return false
  const message = `The same work began ${mostDeaths} times and never ended; most likely it needs more memory than there is.`
  await client.query(end, [evaluationId, 'EVALUATION_FAILED', message])
  return true
}
