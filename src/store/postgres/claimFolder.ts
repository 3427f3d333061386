import type pg from 'pg'
import { AppError } from '../../errors.ts'

/** Held exclusively by the one server of a data folder; Postgres frees it when that process ends, however it ends. */
const SERVER = 6_683_102

/**
 * Makes the process behind `client` the server of `folder` for as long as the connection lives, or gives its claim
 * another address. Who holds it is kept as the connection's name, so it is never out of date. Throws ALREADY_RUNNING.
 */
export async function claimFolder(client: pg.Client, folder: string, address: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT set_config('application_name', $1, false),
       EXISTS (SELECT FROM pg_locks WHERE ${isClaim} AND granted AND pid = pg_backend_pid())
         OR pg_try_advisory_lock($2) AS claimed`,
    [`fovea server ${process.pid} ${address}`, SERVER],
  )
  if (rows[0].claimed) return
  await client.query(`SELECT set_config('application_name', $1, false)`, [`fovea ${process.pid}`])
  const holder = await client.query(
    `SELECT application_name AS name FROM pg_stat_activity WHERE pid IN (
       SELECT pid FROM pg_locks WHERE ${isClaim} AND granted)`,
  )
  const [, pid, held] = /^fovea server (\d+) (.*)$/.exec(holder.rows[0]?.name ?? '') ?? []
  const who = pid ? ` (pid ${pid}, ${held})` : ''
  throw new AppError('ALREADY_RUNNING', `fovea already runs on ${folder}${who}`, {
    hint: 'Use that one, stop it, or set FOVEA_DATA to another folder.',
  })
}

const isClaim = `locktype = 'advisory' AND classid = 0 AND objid = ${SERVER} AND objsubid = 1
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
