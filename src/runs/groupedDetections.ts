import { countUp } from '../../eval/countUp.ts'
import type { Detections } from '../../eval/detections.ts'
import type { Category, GroundTruth } from '../../eval/groundTruth.ts'
import { positionsOf } from '../../eval/positionsOf.ts'
import { byKey } from '../../eval/stableOrder.ts'
import { narrow, pack, unpack } from '../store/packed.ts'

/**
 * Detections image by image, as shards keep them: those of image i are the rows `starts[i]` to `starts[i + 1]`, in the
 * order in which they came.
 */
export type GroupedDetections = {
  /** [I + 1] */
  readonly starts: Int32Array
  /** [N] positions in the ground truth's categories; -1 where it does not have the category */
  readonly categories: Int32Array
  /** [N, 4]: x, y, width, height in pixels */
  readonly boxes: Float64Array
  /** [N] */
  readonly scores: Float64Array
  /** [I] 1 where the detector ran; null where nobody knows */
  readonly ran: Uint8Array | null
}

/** @param detections by the ids of the ground truth, which lists all of their images */
export function groupDetections(
  { images, categories }: GroundTruth,
  detections: Pick<Detections, 'imageIds' | 'categoryIds' | 'boxes' | 'scores'>,
  evaluatedImages: readonly number[] | undefined,
): GroupedDetections {
  const count = detections.scores.length
  const places = positionsOf(detections.imageIds, images.ids)
  const { order, starts } = byKey(countUp(count), places, images.ids.length)
  const known = positionsOf(detections.categoryIds, idsOf(categories))
  const grouped = {
    categories: new Int32Array(count),
    boxes: new Float64Array(4 * count),
    scores: new Float64Array(count),
  }
  for (let to = 0; to < count; to++) {
    const row = order[to]!
    grouped.categories[to] = known[row]!
    grouped.scores[to] = detections.scores[row]!
    for (let k = 0; k < 4; k++) grouped.boxes[4 * to + k] = detections.boxes[4 * row + k]!
  }
  return { starts, ...grouped, ran: evaluatedImages ? whereRan(images.ids, evaluatedImages) : null }
}

function whereRan(ids: Float64Array, evaluated: readonly number[]): Uint8Array {
  const ran = new Uint8Array(ids.length)
  for (const image of positionsOf(Float64Array.from(evaluated), ids)) ran[image] = 1
  return ran
}

/** The detections of images that follow each other; their columns are parts of the same memory. */
export function sliceDetections(grouped: GroupedDetections, first: number, count: number): GroupedDetections {
  const { starts, categories, boxes, scores, ran } = grouped
  const from = starts[first]!
  const to = starts[first + count]!
  return {
    starts: starts.subarray(first, first + count + 1).map(start => start - from),
    categories: categories.subarray(from, to),
    boxes: boxes.subarray(4 * from, 4 * to),
    scores: scores.subarray(from, to),
    ran: ran?.subarray(first, first + count) ?? null,
  }
}

/**
 * Detections as eval/ takes them; of a category that the ground truth does not have the id is NaN.
 * @param imageIds [I] of the same images
 */
export function toDetections(
  { starts, categories, boxes, scores }: GroupedDetections,
  imageIds: Float64Array,
  known: readonly Category[],
): Detections {
  const ids = new Float64Array(scores.length)
  const categoryIds = new Float64Array(scores.length)
  for (let image = 0; image < imageIds.length; image++) ids.fill(imageIds[image]!, starts[image]!, starts[image + 1]!)
  for (let row = 0; row < categories.length; row++) categoryIds[row] = known[categories[row]!]?.id ?? NaN
  return { imageIds: ids, categoryIds, boxes, scores }
}

const idsOf = (categories: readonly Category[]) => Float64Array.from(categories, ({ id }) => id)

/** What is packed: categories are counted from 1, 0 is none, so that most fit into a byte. */
type Packed = {
  starts: Int32Array
  categories: Uint8Array | Uint16Array | Int32Array
  boxes: Float64Array | Float32Array
  scores: Float64Array | Float32Array
  ran: Uint8Array | null
}

export function packDetections({ starts, categories, boxes, scores, ran }: GroupedDetections): Buffer<ArrayBuffer> {
  return pack({ starts, categories: countFromOne(categories), boxes: narrow(boxes), scores: narrow(scores), ran })
}

function countFromOne(categories: Int32Array): Packed['categories'] {
  const highest = categories.reduce((most, at) => Math.max(most, at + 1), 0)
  const Narrowest = highest < 2 ** 8 ? Uint8Array : highest < 2 ** 16 ? Uint16Array : Int32Array
  const counted = new Narrowest(categories.length)
  for (let row = 0; row < counted.length; row++) counted[row] = categories[row]! + 1
  return counted
}

/** Boxes and scores in as few bytes as hold them: what is read of a few rows alone needs no more. */
export type NarrowDetections = Omit<GroupedDetections, 'boxes' | 'scores'> & Pick<Packed, 'boxes' | 'scores'>

export function unpackNarrow(bytes: Uint8Array): NarrowDetections {
  const { categories, ...rest } = unpack(bytes) as Packed
  return { ...rest, categories: new Int32Array(categories).map(count => count - 1) }
}

export function unpackDetections(bytes: Uint8Array): GroupedDetections {
  const { boxes, scores, ...rest } = unpackNarrow(bytes)
  return { ...rest, boxes: new Float64Array(boxes), scores: new Float64Array(scores) }
}
