import type { Category } from '../groundTruth.ts'
import { InvalidInput } from '../invalidInput.ts'
import { joinColumns } from '../joinColumns.ts'
import type { Overlaps } from './overlaps.ts'

/**
 * Joins overlaps of shards of images, in any order, into what finding them together would have given, to the bit.
 * `rows` stay as each shard has them: where shards had columns of their own, a row is a row of the shard that has the
 * image. Shards that share an image, or were found with different `minIou`, are refused.
 * @throws InvalidInput OPTIONS_INVALID, DUPLICATE_ID
 */
export function mergeOverlaps(shards: readonly Overlaps[]): Overlaps {
  const [first] = shards
  if (first === undefined) throw new InvalidInput('OPTIONS_INVALID', 'Expected at least one shard but received none')
  const other = shards.find(({ minIou }) => minIou !== first.minIou)
  if (other)
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected shards of one minIou but received ${first.minIou} and ${other.minIou}`,
    )

  const images = shards.flatMap((shard, s) => Array.from(shard.imageIds, (id, image) => ({ id, s, image })))
  images.sort((a, b) => a.id - b.id)
  const twice = images.find(({ id }, i) => id === images[i - 1]?.id)
  if (twice)
    throw new InvalidInput(
      'DUPLICATE_ID',
      `Expected shards of different images but image ${twice.id} is in two of them`,
    )

  const categories = joinCategories(shards)
  const positions = new Map(categories.map(({ id }, position) => [id, position]))
  const moved = shards.map(shard => Int32Array.from(shard.categories, ({ id }) => positions.get(id)!))

  /** Lays the images' parts of one table behind each other. */
  function lay(table: 'detections' | 'objects' | 'pairs') {
    const starts = new Int32Array(images.length + 1)
    images.forEach(({ s, image }, i) => {
      const from = shards[s]![table].starts
      starts[i + 1] = starts[i]! + from[image + 1]! - from[image]!
    })
    const cut = <T extends Float64Array | Int32Array | Uint8Array>(column: (shard: Overlaps) => T) =>
      images.map(({ s, image }) => {
        const from = shards[s]![table].starts
        return column(shards[s]!).subarray(from[image]!, from[image + 1]!) as T
      })
    return { starts, cut }
  }
  const detections = lay('detections')
  const objects = lay('objects')
  const pairs = lay('pairs')

  const recoded = (parts: Int32Array[]) => parts.map((part, i) => part.map(category => moved[images[i]!.s]![category]!))
  /** Positions in the columns of `table` of a shard as positions in the joined ones. */
  const shifted = (parts: Int32Array[], table: 'detections' | 'objects', starts: Int32Array) =>
    parts.map((part, i) => {
      const { s, image } = images[i]!
      const shift = starts[i]! - shards[s]![table].starts[image]!
      return part.map(position => position + shift)
    })

  return {
    categories,
    minIou: first.minIou,
    imageIds: Float64Array.from(images, ({ id }) => id),
    detections: {
      starts: detections.starts,
      scores: joinColumns(
        Float64Array,
        detections.cut(shard => shard.detections.scores),
      ),
      categories: joinColumns(Int32Array, recoded(detections.cut(shard => shard.detections.categories))),
      rows: joinColumns(
        Int32Array,
        detections.cut(shard => shard.detections.rows),
      ),
    },
    objects: {
      starts: objects.starts,
      categories: joinColumns(Int32Array, recoded(objects.cut(shard => shard.objects.categories))),
      crowds: joinColumns(
        Uint8Array,
        objects.cut(shard => shard.objects.crowds),
      ),
      rows: joinColumns(
        Int32Array,
        objects.cut(shard => shard.objects.rows),
      ),
    },
    pairs: {
      starts: pairs.starts,
      detections: joinColumns(
        Int32Array,
        shifted(
          pairs.cut(shard => shard.pairs.detections),
          'detections',
          detections.starts,
        ),
      ),
      objects: joinColumns(
        Int32Array,
        shifted(
          pairs.cut(shard => shard.pairs.objects),
          'objects',
          objects.starts,
        ),
      ),
      ious: joinColumns(
        Float64Array,
        pairs.cut(shard => shard.pairs.ious),
      ),
    },
  }
}

/** The categories of all shards by ascending id. */
function joinCategories(shards: readonly Overlaps[]): Category[] {
  const byId = new Map(shards.flatMap(shard => shard.categories.map(category => [category.id, category] as const)))
  return [...byId.values()].sort((a, b) => a.id - b.id)
}
