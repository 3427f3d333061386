import { createHash } from 'node:crypto'
import type { GroupedDetections } from './groupedDetections.ts'

const bytesOf = (column: Float64Array | Int32Array | Uint8Array) =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength)

/**
 * SHA-256 of detections that come image after image, in parts of any size: the same for the same detections, wherever
 * one part ends. It is that of the SHA-256 of each column, little-endian: detections of each image (int32), categories
 * (int32), boxes and scores (float64), and where the detector ran (a byte each), if that is known.
 */
export function createDetectionsHash() {
  const columns = Array.from({ length: 5 }, () => createHash('sha256'))
  return {
    add({ starts, categories, boxes, scores, ran }: GroupedDetections): void {
      const counts = Int32Array.from({ length: starts.length - 1 }, (_, image) => starts[image + 1]! - starts[image]!)
      const parts = [counts, categories, boxes, scores, ran ?? new Uint8Array()]
      for (const [column, part] of parts.entries()) columns[column]!.update(bytesOf(part))
    },
    digest(): Buffer {
      const whole = createHash('sha256')
      for (const column of columns) whole.update(column.digest())
      return whole.digest()
    },
  }
}

/** The same of detections that are there as a whole. */
export function hashDetections(grouped: GroupedDetections): Buffer {
  const hash = createDetectionsHash()
  hash.add(grouped)
  return hash.digest()
}
