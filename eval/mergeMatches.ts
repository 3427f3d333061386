import { countUp } from './countUp.ts'
import { InvalidInput } from './invalidInput.ts'
import { joinColumns } from './joinColumns.ts'
import type { CategoryMatches, Matches } from './matches.ts'
import { pickRows } from './pickRows.ts'
import { positionsOf } from './positionsOf.ts'
import { byDescendingScore, byKey } from './stableOrder.ts'

/**
 * Joins shards of images that were matched apart, in any order, into what matching them together would have given, to
 * the bit. Shards that share an image, or were matched under different settings, are refused; with OMZ_ACCURACY_CHECKER
 * also those of two images in the same place: give `images.places`, as else each shard counts its images from 0.
 * @throws InvalidInput OPTIONS_INVALID, DUPLICATE_ID
 */
export function mergeMatches(shards: readonly Matches[]): Matches {
  const [first] = shards
  if (first === undefined) throw new InvalidInput('OPTIONS_INVALID', 'Expected at least one shard but received none')
  for (const { settings } of shards) {
    if (JSON.stringify(settings) !== JSON.stringify(first.settings))
      throw new InvalidInput('OPTIONS_INVALID', 'Expected shards that were matched under the same settings')
  }
  const { imageIds, places, positions } = joinImages(shards)
  const partsById = new Map<number, CategoryMatches[]>()
  for (const [s, shard] of shards.entries()) {
    for (const matches of shard.categories) {
      const part = place(matches, positions[s]!)
      const parts = partsById.get(matches.category.id)
      if (parts) parts.push(part)
      else partsById.set(matches.category.id, [part])
    }
  }
  return {
    settings: first.settings,
    imageIds,
    places,
    categories: [...partsById]
      .sort(([a], [b]) => a - b)
      .map(([, parts]) => joinCategory(parts, imageIds.length, first.settings.areaRanges.length)),
    leftOut: {
      unknownCategory: sum(shards.map(({ leftOut }) => leftOut.unknownCategory)),
      belowFloor: sum(shards.map(({ leftOut }) => leftOut.belowFloor)),
    },
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** All images in order of place, and the position among them of each shard's. */
function joinImages(shards: readonly Matches[]) {
  const pairs = shards.flatMap(({ imageIds, places }) => Array.from(imageIds, (id, i) => ({ id, place: places[i]! })))
  pairs.sort((a, b) => a.place - b.place)
  const imageIds = Float64Array.from(pairs, ({ id }) => id)
  const twice = imageIds.toSorted().find((id, i, sorted) => id === sorted[i - 1])
  if (twice !== undefined)
    throw new InvalidInput('DUPLICATE_ID', `Expected shards of different images but image ${twice} is in two of them`)
  const same = pairs.findIndex(({ place }, i) => place === pairs[i - 1]?.place)
  if (same >= 0)
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected images.places in the one file of all shards but images ${pairs[same - 1]!.id} and ${pairs[same]!.id} ` +
        `are both in place ${pairs[same]!.place}`,
      "Give each shard's ground truth the places of its images in the whole as images.places.",
    )
  const positions = shards.map(shard => positionsOf(shard.imageIds, imageIds))
  return { imageIds, places: Float64Array.from(pairs, ({ place }) => place), positions }
}

/** The same matches with the positions of their images changed. */
function place(matches: CategoryMatches, positions: Int32Array): CategoryMatches {
  const moved = (images: Int32Array) => pickRows(Int32Array, positions, images)
  return { ...matches, images: moved(matches.images), objectImages: moved(matches.objectImages) }
}

function joinCategory(parts: readonly CategoryMatches[], images: number, areas: number): CategoryMatches {
  const scores = joinColumns(
    Float64Array,
    parts.map(part => part.scores),
  )
  const rowImages = joinColumns(
    Int32Array,
    parts.map(part => part.images),
  )
  const ranks = joinColumns(
    Uint16Array,
    parts.map(part => part.ranks),
  )
  const outside = joinColumns(
    Uint8Array,
    parts.map(part => part.outside),
  )
  const found = joinColumns(
    Uint32Array,
    parts.map(part => part.found),
  )
  const excused = joinColumns(
    Uint32Array,
    parts.map(part => part.excused),
  )
  /** [N] the hit of each detection, -1 for none */
  const hitOf = new Int32Array(scores.length).fill(-1)
  let rows = 0
  let hit = 0
  for (const part of parts) {
    for (const row of part.hits) hitOf[rows + row] = hit++
    rows += part.scores.length
  }

  // Detections of one image come from one shard, best first: sorting by image and then by score keeps their order.
  const byImage = byKey(countUp(scores.length), rowImages, images).order
  const order = byDescendingScore(byImage, scores)
  const hits = countUp(order.length).filter(place => hitOf[order[place]!]! >= 0)
  const masksOf = pickRows(Int32Array, hitOf, pickRows(Int32Array, order, hits))
  const masks = (column: Uint32Array) => {
    const moved = new Uint32Array(hits.length * areas)
    for (let i = 0; i < hits.length; i++)
      for (let area = 0; area < areas; area++) moved[i * areas + area] = column[masksOf[i]! * areas + area]!
    return moved
  }

  const objectImages = joinColumns(
    Int32Array,
    parts.map(part => part.objectImages),
  )
  const objectOutside = joinColumns(
    Uint8Array,
    parts.map(part => part.objectOutside),
  )
  const objects = byKey(countUp(objectImages.length), objectImages, images).order
  return {
    category: parts[0]!.category,
    scores: pickRows(Float64Array, scores, order),
    images: pickRows(Int32Array, rowImages, order),
    ranks: pickRows(Uint16Array, ranks, order),
    outside: pickRows(Uint8Array, outside, order),
    hits,
    found: masks(found),
    excused: masks(excused),
    objectImages: pickRows(Int32Array, objectImages, objects),
    objectOutside: pickRows(Uint8Array, objectOutside, objects),
    crowds: sum(parts.map(({ crowds }) => crowds)),
  }
}
