import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { deadline } from '../../bench/deadline.ts'
import { databaseUrl } from '../../src/store/postgres/joinPostmaster.ts'
import { readPostmaster } from '../../src/store/postgres/postmasterFile.ts'

/**
 * Makes the ends of the phases longer, as slow disks would: matches, numbers and their commit take some tenths of a
 * second inside of their transactions, so that a kill can hit them.
 */
const slowness = `
  CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(0.25); RETURN NEW; END $$;
  CREATE TRIGGER slow_matching BEFORE UPDATE ON evaluation_shard FOR EACH ROW
    WHEN (NEW.matched AND NOT OLD.matched) EXECUTE FUNCTION slow();
  CREATE TRIGGER slow_accumulating BEFORE UPDATE ON evaluation FOR EACH ROW
    WHEN (NEW.phase = 'COMMITTING') EXECUTE FUNCTION slow();
  CREATE TRIGGER slow_committing BEFORE UPDATE ON evaluation FOR EACH ROW
    WHEN (NEW.status = 'COMPLETED') EXECUTE FUNCTION slow()`

const timeouts = { connectionTimeoutMillis: 5000, query_timeout: 30_000 }

export type State = { status: string; error: string | null; result: string | null }

/** Looks behind the API, into the embedded Postgres of a data folder, however often that is killed. */
export function createDatabase(dataDir: string) {
  const directory = join(dataDir, 'postgres')

  /** Rows of a query, sooner or later. @throws Error when the database does not come back within two minutes */
  async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    for (const check = deadline('The database', 120); ; check()) {
      const port = readPostmaster(directory)?.port
      if (port === undefined) {
        await sleep(20)
        continue
      }
      const client = new pg.Client({ connectionString: databaseUrl(directory, port), ...timeouts })
      client.on('error', () => undefined)
      try {
        await client.connect()
        return (await client.query<Row>(text, values)).rows
      } catch (error) {
        const { code } = error as { code?: string }
        if (code !== undefined && /^(42|23|22)/.test(code)) throw error
        await sleep(100)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
  }

  return {
    directory,
    slowDown: () => query(slowness),

    async stateOf(id: string): Promise<State> {
      const text = 'SELECT status, error_message AS error, result::text FROM evaluation WHERE id = $1'
      return (await query<State>(text, [id]))[0]!
    },

    /** What is there twice or not at all, in words; none is as it should be. */
    async faults(images: number): Promise<string[]> {
      const [counts] = await query<Record<string, number>>(`SELECT
        (SELECT count(*)::int FROM evaluation) AS evaluations,
        (SELECT count(*)::int FROM detection_run) AS runs,
        (SELECT count(DISTINCT image_id)::int FROM detection_run) AS images,
        (SELECT detected_count FROM evaluation LIMIT 1) AS detected,
        (SELECT shard_count - matched_count FROM evaluation LIMIT 1) AS unmatched,
        (SELECT count(*)::int FROM detection_run WHERE detection_count <>
          (SELECT count(*) FROM detection WHERE run_id = id)) AS half`)
      const expected = { evaluations: 1, runs: images, images, detected: images, unmatched: 0, half: 0 }
      return Object.entries(expected).flatMap(([name, count]) =>
        counts![name] === count ? [] : `${name}: ${counts![name]} and not ${count}`,
      )
    },

    /** As if nothing had been detected yet; the dataset stays. */
    async forget(): Promise<void> {
      await query('DELETE FROM evaluation')
      await query('DELETE FROM detection_run')
    },
  }
}
