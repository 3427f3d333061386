import { randomUUID } from 'node:crypto'
import { findOverlaps } from '../../eval/explain/findOverlaps.ts'
import { evaluateCoco } from '../../eval/index.ts'
import { matchDetections } from '../../eval/matchDetections.ts'
import { packDetections } from '../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { settingsOf } from '../../eval/settings.ts'
import { groupDetections, packDetections as packGrouped } from '../../src/runs/groupedDetections.ts'
import { createStore } from '../../src/store/createStore.ts'
import { pack } from '../../src/store/packed.ts'
import { newDataset } from '../store/newDataset.ts'
import { seedHistory } from './seedHistory.ts'
import type { TestServer } from './startServer.ts'

/** Two images; the first has a cat, a dog that is a crowd, and an object of a category that is not listed. */
const truth = {
  images: [
    { id: 7, file_name: 'a.jpg', width: 200, height: 100 },
    { id: 8, file_name: 'b.jpg', width: 200, height: 100 },
  ],
  annotations: [
    { id: 1, image_id: 7, category_id: 17, bbox: [1, 2, 30, 40], area: 1200, iscrowd: 0 },
    { id: 2, image_id: 7, category_id: 18, bbox: [1, 2, 30, 40], area: 1200, iscrowd: 1 },
    { id: 3, image_id: 7, category_id: 99, bbox: [1, 2, 30, 40], area: 1200, iscrowd: 0 },
  ],
  categories: [
    { id: 17, name: 'cat' },
    { id: 18, name: 'dog' },
  ],
}
const found = [{ image_id: 7, category_id: 17, bbox: [1, 2, 30, 40], score: 0.5 }]

/** What a shard of both images holds, of which the second failed: detections, matches and overlaps. */
function shardColumns(): Buffer[] {
  const [groundTruth, detections, settings] = [packGroundTruth(truth), packDetections(found), settingsOf()]
  return [
    packGrouped(groupDetections(groundTruth, detections, [7])),
    pack({ ...matchDetections(groundTruth, detections, { ...settings, evaluatedImages: [7] }), settings }),
    pack(findOverlaps(groundTruth, detections, { ...settings, evaluatedImages: [7] }, { minIou: 0.1 })),
  ]
}

/**
 * Stores datasets, the first image of each with a photo, and on each one completed and one failed evaluation, without
 * any work done. The newest come last.
 */
export async function seedEvaluations(server: TestServer, count: number) {
  const store = createStore(server.databaseUrl)
  const [model] = await server.sql<{ id: string }>('SELECT id FROM model ORDER BY created_at LIMIT 1')
  const moments = Array.from({ length: count }, (_, index) => `2026-11-01T10:00:${10 + index}.000000Z`)
  const runs = await seedHistory(server, moments, [[17, 0.9]])
  const { curves: _, warnings: __, ...result } = evaluateCoco(truth, found)
  const columns = shardColumns()
  const seeded: { dataset: string; evaluation: string; failed: string }[] = []
  for (const [index, run] of runs.entries()) {
    const name = `set ${index}`
    const { id: dataset } = await store.datasets.insert(newDataset(packGroundTruth(truth), { name }))
    await server.sql('UPDATE dataset_image SET image_id = $2 WHERE dataset_id = $1 AND position = 0', [
      dataset,
      run.image,
    ])
    const [evaluation, failed] = [randomUUID(), randomUUID()]
    for (const [id, status] of [
      [evaluation, 'COMPLETED'],
      [failed, 'FAILED'],
    ])
      await server.sql(
        `INSERT INTO evaluation (id, name, tags, dataset_id, source, model_id, status, settings, identity, warnings,
           image_count, detect_count, failed_count, shard_count, matched_count, error_code, error_message, result, score_floor, max_detections)
         VALUES ($1::uuid, $2, '{nightly}', $3, 'MODEL', $4, $5::text, $6, sha256($1::uuid::text::bytea), '[]', 2, 2, 1, 1, 1,
           CASE WHEN $5::text = 'FAILED' THEN 'EVALUATION_FAILED' END, CASE WHEN $5::text = 'FAILED' THEN 'why' END,
           CASE WHEN $5::text = 'COMPLETED' THEN $7::jsonb END, 0.05, 100)`,
        [
          ...[id, `${name} ${status}`, dataset, model!.id, status],
          ...[JSON.stringify(settingsOf()), JSON.stringify(result)],
        ],
      )
    const errors = [{ position: 1, code: 'IMAGE_CORRUPT', message: 'It ends early.' }]
    await server.sql(
      `INSERT INTO evaluation_shard (evaluation_id, ordinal, first_image, image_count, image_errors, detections, matches, "overlaps")
       VALUES ($1, 0, 0, 2, $2, $3, $4, $5)`,
      [evaluation, JSON.stringify(errors), ...columns],
    )
    seeded.push({ dataset, evaluation, failed })
  }
  await store.close()
  return seeded
}
