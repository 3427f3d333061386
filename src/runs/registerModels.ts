import type { Detector } from '../detector/createDetector.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import type { LoadedModel } from '../detector/loadModels.ts'
import type { Store } from '../store/createStore.ts'
import type { DetectionSettings } from '../store/newEvaluation.ts'

/** A model that can be used now: its row, and the category of each of its labels. */
export type ServedModel = LoadedModel & { id: string; categoryIds: number[] }

/** How a served model detects. */
export const detectionOf = ({ id, manifest: { scoreFloor, maxDetections } }: ServedModel): DetectionSettings => ({
  modelId: id,
  scoreFloor,
  maxDetections,
})

/** Makes the database know every model of the detector; the default one comes first. */
export async function registerModels(detector: Detector, store: Store): Promise<ServedModel[]> {
  const ordered = [detector.model, ...detector.models.filter(model => model !== detector.model)]
  const served: ServedModel[] = []
  for (const model of ordered) {
    const { manifest, sha256, preprocessing } = model
    const { id } = await store.models.register({ name: manifest.name, sha256, preprocessing, manifest })
    const categories = await store.categories.register(labelsOf(manifest))
    served.push({ ...model, id, categoryIds: categories.map(category => category.id) })
  }
  return served
}
