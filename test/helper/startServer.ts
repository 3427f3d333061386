import pg from 'pg'
import { type Logger, pino } from 'pino'
import { readConfig } from '../../src/config.ts'
import { startFovea } from '../../src/startFovea.ts'
import type { StoreOptions } from '../../src/store/createStore.ts'
import { freshDatabase } from './freshDatabase.ts'
import { createSender } from './sender.ts'

export type TestServer = Awaited<ReturnType<typeof startServer>>

type Options = {
  log?: Logger
  /** of the server's connections to the database */
  storeOptions?: StoreOptions
  /** the database itself, when DATABASE_URL is that of a proxy before it */
  databaseUrl?: string
  /** how long it waits for requests in work when it stops, in milliseconds */
  patienceMs?: number
}

/**
 * A whole API in this process, on a database of its own unless DATABASE_URL names one: `send` and `graphql` ask it,
 * `sql` looks behind it.
 * @param variables environment variables of the server
 */
export async function startServer(variables: NodeJS.ProcessEnv = {}, options: Options = {}) {
  const { log = pino({ level: 'silent' }), storeOptions, patienceMs } = options
  const given = variables.DATABASE_URL ?? (await freshDatabase())
  const databaseUrl = options.databaseUrl ?? given
  const config = readConfig({ PORT: '0', FOVEA_WORKERS: '1', ...variables, DATABASE_URL: given })
  const fovea = await startFovea({
    config,
    log,
    exclusive: false,
    ...(storeOptions ? { storeOptions } : {}),
    ...(patienceMs ? { patienceMs } : {}),
  })
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  pool.on('error', () => undefined)

  return {
    url: fovea.url,
    fovea,
    databaseUrl,
    ...createSender(fovea.url),

    /** Rows of a query on the server's database. */
    async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
      return (await pool.query<Row>(text, values)).rows
    },

    /** How many rows the tables that a call of `detect` writes have. */
    async rowCounts() {
      const { rows } = await pool.query(`SELECT (SELECT count(*)::int FROM image) AS images,
        (SELECT count(*)::int FROM detection_run) AS runs, (SELECT count(*)::int FROM detection) AS detections`)
      return rows[0] as { images: number; runs: number; detections: number }
    },

    async stop(): Promise<void> {
      await pool.end()
      await fovea.stop()
    },
  }
}
