import type { Overlaps } from '../../eval/explain/overlaps.ts'

type Table = 'detections' | 'objects' | 'pairs'

/** The overlaps of one image alone: what is asked of them is what the image has in all of them. */
export function overlapsOfImage(overlaps: Overlaps, image: number): Overlaps {
  const { detections, objects, pairs } = overlaps
  const ends = (table: Table) => [overlaps[table].starts[image]!, overlaps[table].starts[image + 1]!] as const
  const starts = (table: Table) => Int32Array.of(0, ends(table)[1] - ends(table)[0])
  const cut = <Column extends Float64Array | Int32Array | Uint8Array>(table: Table, column: Column) =>
    column.subarray(...ends(table)) as Column
  const shifted = (column: Int32Array, by: Table) => cut('pairs', column).map(position => position - ends(by)[0])
  return {
    ...overlaps,
    imageIds: overlaps.imageIds.subarray(image, image + 1),
    detections: {
      starts: starts('detections'),
      scores: cut('detections', detections.scores),
      categories: cut('detections', detections.categories),
      rows: cut('detections', detections.rows),
    },
    objects: {
      starts: starts('objects'),
      categories: cut('objects', objects.categories),
      crowds: cut('objects', objects.crowds),
      rows: cut('objects', objects.rows),
    },
    pairs: {
      starts: starts('pairs'),
      detections: shifted(pairs.detections, 'detections'),
      objects: shifted(pairs.objects, 'objects'),
      ious: cut('pairs', pairs.ious),
    },
  }
}

/** The IoU of a detection and an object, by their rows, as it was compared; null where it was too low to be kept. */
export function iouOf({ detections, objects, pairs }: Overlaps, detection: number, object: number): number | null {
  const pair = pairs.ious.findIndex(
    (_, at) => detections.rows[pairs.detections[at]!] === detection && objects.rows[pairs.objects[at]!] === object,
  )
  return pairs.ious[pair] ?? null
}
