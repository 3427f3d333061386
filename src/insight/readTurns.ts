import { type BoxNumbers, turnUpright } from '../runs/turnBox.ts'
import type { Store } from '../store/createStore.ts'
import type { OpenEvaluation } from './openEvaluation.ts'

/** How boxes of one image, as they were given, become boxes on the upright photo. */
type Turns = {
  readonly detection: (box: BoxNumbers) => BoxNumbers
  readonly object: (box: BoxNumbers) => BoxNumbers
}

const asItIs = (box: BoxNumbers) => box
const unturned: Turns = { detection: asItIs, object: asItIs }

/**
 * Of images by their ids in the file. With orientation RAW objects were drawn on photos before EXIF turned them, and so
 * were detections that came from elsewhere; models saw photos upright. Where there is no photo, nobody knows.
 */
export async function readTurns(
  store: Store,
  { evaluation: { datasetId, source }, dataset }: OpenEvaluation,
  imageIds: readonly number[],
): Promise<Turns[]> {
  if ((await dataset()).orientation !== 'RAW') return imageIds.map(() => unturned)
  // Not kept: photos may come after the evaluation of results from elsewhere.
  const images = await store.datasets.findImages(imageIds.map(fileId => ({ datasetId, fileId })))
  const photos = await store.images.findMany(images.flatMap(image => image?.imageId ?? []))
  const byId = new Map(photos.map(photo => [photo.id, photo]))
  return images.map(image => {
    const photo = byId.get(image?.imageId ?? '')
    if (!photo) return unturned
    const turn = (box: BoxNumbers) => turnUpright(box, photo.orientation, photo)
    return { object: turn, detection: source === 'RESULTS' ? turn : asItIs }
  })
}
