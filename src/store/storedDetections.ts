import { escapeLiteral, type Pool, type PoolClient } from 'pg'
import { joinColumns } from '../../eval/joinColumns.ts'
import { copyOut } from './copy/copyOut.ts'
import type { Photo } from './groundTruths.ts'
import { inTransaction } from './inTransaction.ts'
import { joinBoxes } from './joinBoxes.ts'

/** Detections of runs as columns, run after run, of each the best first. */
type RunDetections = {
  /** [N] which of the runs, from 0 */
  readonly runs: Float64Array
  /** [N] keys of `category` */
  readonly categoryIds: Float64Array
  /** [N, 4]: x, y, width, height in pixels of the upright image */
  readonly boxes: Float64Array
  /** [N] */
  readonly scores: Float64Array
}

type NewestRun = { readonly id: string; readonly scoreFloor: number; readonly maxDetections: number }

/** A stored image of some file name, and whether the model has a run on it. */
export type NamedPhoto = Photo & { readonly fileName: string; readonly hasRun: boolean }

/** Runs that are read by one statement, which then gives 300,000 rows at most. */
const runsAtOnce = 1000

const findNewest = `
  SELECT wanted.place::int AS place, r.id, r.score_floor AS "scoreFloor", r.max_detections AS "maxDetections"
  FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted(id, place) CROSS JOIN LATERAL (
    SELECT id, score_floor, max_detections FROM detection_run
    WHERE image_id = wanted.id AND model_id = $2 AND score_floor = coalesce($3, score_floor)
      AND max_detections = coalesce($4, max_detections)
    ORDER BY created_at DESC, id DESC LIMIT 1) r`

const findNamed = `
  SELECT i.id AS "imageId", encode(i.sha256, 'hex') AS sha256, i.width, i.height, i.orientation, i.file_name AS "fileName",
    EXISTS (SELECT FROM detection_run r WHERE r.image_id = i.id AND r.model_id = $2) AS "hasRun"
  FROM image i WHERE i.file_name = ANY($1) ORDER BY i.created_at, i.id`

const select = (runIds: readonly string[]) => `
  SELECT wanted.place::int4, d.category_id, d.score, d.x, d.y, d.width, d.height
  FROM unnest(${escapeLiteral(`{${runIds.join(',')}}`)}::uuid[]) WITH ORDINALITY AS wanted(id, place)
  JOIN detection d ON d.run_id = wanted.id ORDER BY wanted.place, d.ordinal`

const columnTypes = ['int4', 'int2', 'float8', 'float8', 'float8', 'float8', 'float8'] as const

/** What detectors found before, in bulk. */
export const createStoredDetections = (pool: Pool) => ({
  /**
   * The newest run of a model on each image, null where there is none; in the order of `imageIds`.
   * @param like runs of this score floor and cap alone
   */
  async newestRuns(
    imageIds: readonly string[],
    modelId: string,
    like?: { scoreFloor: number; maxDetections: number },
  ): Promise<(NewestRun | null)[]> {
    const values = [imageIds, modelId, like?.scoreFloor ?? null, like?.maxDetections ?? null]
    const { rows } = await pool.query<NewestRun & { place: number }>(findNewest, values)
    const found = imageIds.map((): NewestRun | null => null)
    for (const { place, ...run } of rows) found[place - 1] = run
    return found
  },

  /** Stored images of these file names, oldest first. */
  async findNamed(fileNames: readonly string[], modelId: string): Promise<NamedPhoto[]> {
    return (await pool.query<NamedPhoto>(findNamed, [fileNames, modelId])).rows
  },

  /** All detections of the runs, in the order of `runIds`. */
  read: (runIds: readonly string[]): Promise<RunDetections> =>
    inTransaction(
      pool,
      async client => {
        const parts: RunDetections[] = []
        for (let first = 0; first < runIds.length; first += runsAtOnce)
          parts.push(await readSome(client, runIds.slice(first, first + runsAtOnce), first))
        const join = (column: keyof RunDetections) =>
          joinColumns(
            Float64Array,
            parts.map(part => part[column]),
          )
        return { runs: join('runs'), categoryIds: join('categoryIds'), boxes: join('boxes'), scores: join('scores') }
      },
      { begin: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' },
    ),
})

async function readSome(client: PoolClient, runIds: readonly string[], first: number): Promise<RunDetections> {
  const [places, categoryIds, scores, x, y, width, height] = await copyOut(client, select(runIds), columnTypes)
  const boxes = joinBoxes(x, y, width, height)
  return { runs: places.map(place => first + place - 1), categoryIds, boxes, scores }
}
