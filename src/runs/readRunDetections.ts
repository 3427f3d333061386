import type { Category } from '../../eval/groundTruth.ts'
import type { Store } from '../store/createStore.ts'
import type { GroupedDetections } from './groupedDetections.ts'
import { mapCategories } from './mapCategories.ts'

/**
 * What stored runs found, by the categories of a ground truth.
 * @param runIds [I] the run on each image, null where there is none
 * @returns with the names of the categories that the ground truth does not have, and how many detections are of each
 * @throws InvalidInput what mapCategories throws
 */
export async function readRunDetections(
  store: Store,
  runIds: readonly (string | null)[],
  categories: readonly Category[],
): Promise<{ grouped: GroupedDetections; unknown: Map<string, number> }> {
  const images = Int32Array.from(runIds.keys()).filter(image => runIds[image] != null)
  const found = await store.storedDetections.read(runIds.filter(id => id !== null))
  const stored = await store.categories.findMany([...new Set(found.categoryIds)])
  const places = mapCategories(stored, categories)

  const starts = new Int32Array(runIds.length + 1)
  for (const run of found.runs) starts[images[run]! + 1]!++
  for (let image = 0; image < runIds.length; image++) starts[image + 1]! += starts[image]!

  const counts = new Map<number, number>()
  for (const id of found.categoryIds) counts.set(id, (counts.get(id) ?? 0) + 1)
  const missing = stored.filter(({ id }) => places.get(id) === -1)
  return {
    grouped: {
      starts,
      categories: Int32Array.from(found.categoryIds, id => places.get(id)!),
      boxes: found.boxes,
      scores: found.scores,
      ran: Uint8Array.from(runIds, id => (id === null ? 0 : 1)),
    },
    unknown: new Map(missing.map(({ id, name }) => [name, counts.get(id)!])),
  }
}
