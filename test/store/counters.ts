import type pg from 'pg'

/** Sums of the counters that are not 0, and the same counted anew: what only one of the two has, with which one has it. */
const differences = `
  WITH kept AS (
    SELECT c.day, c.model_id, c.category_id, t.place - 1 AS step, sum(t.count)::bigint AS count
    FROM detection_count c, unnest(c.at_least) WITH ORDINALITY AS t(count, place) GROUP BY 1, 2, 3, 4 HAVING sum(t.count) <> 0
  ), counted AS (
    SELECT (d.created_at AT TIME ZONE 'UTC')::date AS day, d.model_id, d.category_id, step::bigint, count(*) AS count
    FROM detection d, generate_series(0, 19) AS step WHERE step = 0 OR d.score >= step / 20::float8 GROUP BY 1, 2, 3, 4
  )
  SELECT 'only kept' AS where, * FROM (TABLE kept EXCEPT TABLE counted) AS a
  UNION ALL SELECT 'only counted', * FROM (TABLE counted EXCEPT TABLE kept) AS b`

/** Rows by which the counters are wrong; none when they are exact. */
export const wrongCounters = async (database: pg.Client | pg.Pool): Promise<unknown[]> =>
  (await database.query(differences)).rows

/** Sums of the counters of a category from score 0, 0.05, …, 0.95 up; [] where there are none. */
export async function countersOf(database: pg.Client | pg.Pool, categoryId: number): Promise<number[]> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT sum(t.count)::int AS count FROM detection_count c, unnest(c.at_least) WITH ORDINALITY AS t(count, place)
     WHERE c.category_id = $1 GROUP BY t.place ORDER BY t.place`,
    [categoryId],
  )
  return rows.map(({ count }) => count)
}
