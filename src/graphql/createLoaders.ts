import DataLoader from 'dataloader'
import type { Store } from '../store/createStore.ts'
import type { OfRun } from '../store/detections.ts'
import type { Page, PageRequest } from '../store/page.ts'
import type { Detection, DetectionRun, Image, Model } from '../store/prisma/client.ts'

export type Loaders = ReturnType<typeof createLoaders>

type Keyed = { id: string }

const inOrder = <Row extends Keyed>(ids: readonly string[], rows: Row[]) => {
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => byId.get(id) ?? null)
}

/** Which detections of a run: all fields but `runId` together name one query for many runs. */
export type DetectionsKey = { runId: string } & OfRun

/** Which runs of an image: all fields but `imageId` together name one query for many images. */
export type RunsKey = { imageId: string } & PageRequest

const group = <Key>(keys: readonly Key[], nameOf: (key: Key) => string) => [...Map.groupBy(keys, nameOf).values()]

/** Reads of one request, gathered so that a list of objects costs one query a kind, not one an object. */
export function createLoaders(store: Store) {
  async function loadDetections(keys: readonly DetectionsKey[]): Promise<Detection[][]> {
    const found = new Map<DetectionsKey, Detection[]>()
    for (const same of group(keys, key => JSON.stringify([key.minScore, key.categoryIds, key.first]))) {
      const runIds = same.map(key => key.runId)
      const lists = await store.detections.ofRuns(runIds, same[0]!)
      for (const [index, key] of same.entries()) found.set(key, lists[index]!)
    }
    return keys.map(key => found.get(key)!)
  }

  async function loadRuns(keys: readonly RunsKey[]): Promise<Page<DetectionRun>[]> {
    const found = new Map<RunsKey, Page<DetectionRun>>()
    for (const same of group(keys, key => JSON.stringify([key.first, key.after]))) {
      const { first, after } = same[0]!
      const pages = await store.runs.listByImage(
        same.map(key => key.imageId),
        { first, after },
      )
      for (const [index, key] of same.entries()) found.set(key, pages[index]!)
    }
    return keys.map(key => found.get(key)!)
  }

  return {
    images: new DataLoader<string, Image | null>(async ids => inOrder(ids, await store.images.findMany(ids))),
    models: new DataLoader<string, Model | null>(async ids => inOrder(ids, await store.models.findMany(ids))),
    runs: new DataLoader<string, DetectionRun | null>(async ids => inOrder(ids, await store.runs.findMany(ids))),
    detectionsOfRun: new DataLoader(loadDetections, { cache: false }),
    runsOfImage: new DataLoader(loadRuns, { cache: false }),
    runCountOfImage: new DataLoader<string, number>(ids => store.runs.countByImage(ids)),
  }
}
