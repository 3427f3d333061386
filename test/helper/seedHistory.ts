import { randomUUID } from 'node:crypto'
import type { TestServer } from './startServer.ts'

export type SeededRun = { id: string; image: string; model: string; at: string }
type Seed = Pick<TestServer, 'sql'>

/**
 * Stores images, one run on each, and detections, without a detector.
 * @param moments when each image and its run came, ISO 8601 with microseconds
 * @param boxes category id and score of the detections of every run, highest score first
 */
export async function seedHistory(
  { sql }: Seed,
  moments: readonly string[],
  boxes: readonly (readonly [categoryId: number, score: number])[],
  model?: string,
): Promise<SeededRun[]> {
  const [served] = await sql<{ id: string }>('SELECT id FROM model ORDER BY created_at LIMIT 1')
  const modelId = model ?? served!.id
  const seeded = moments.map(at => ({ id: randomUUID(), image: randomUUID(), model: modelId, at }))
  const columns = [seeded.map(run => run.id), seeded.map(run => run.image), seeded.map(run => run.at)]
  await sql(
    `INSERT INTO image (id, sha256, format, width, height, orientation, byte_size, file_name, created_at)
     SELECT id, sha256(id::text::bytea), 'JPEG', 200, 100, 1, 10, 'seeded ' || id, at
     FROM unnest($1::uuid[], $2::timestamptz[]) AS t(id, at)`,
    [columns[1], columns[2]],
  )
  await sql(
    `INSERT INTO detection_run SELECT id, image, $4, at, 0.05, 300, $5, 1, 2, 3, 4, 5
     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS t(id, image, at)`,
    [...columns, modelId, boxes.length],
  )
  await sql(
    `INSERT INTO detection (run_id, ordinal, category_id, model_id, created_at, score, x, y, width, height)
     SELECT r.id, b.ordinal - 1, b.category, r.model_id, r.created_at, b.score, 10, 20, 40, 50
     FROM detection_run r, unnest($2::int[], $3::float8[]) WITH ORDINALITY AS b(category, score, ordinal)
     WHERE r.id = ANY($1::uuid[])`,
    [columns[0], boxes.map(([categoryId]) => categoryId), boxes.map(([, score]) => score)],
  )
  return seeded
}
