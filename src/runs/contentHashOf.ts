import { createHash } from 'node:crypto'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { annotationOrder } from '../store/annotationOrder.ts'

/**
 * SHA-256 of everything that an evaluation may depend on: orientation; categories with ids and names in their order;
 * images with ids, names and sizes in theirs; annotations with ids, images, categories, boxes, areas and crowds, by image
 * as they are stored; what the reader made up or took the default for. Not of how a file writes it: neither packing nor
 * white space nor the order of keys change it, nor annotations of different images in another order.
 */
export function contentHashOf(groundTruth: GroundTruth, orientation: 'UPRIGHT' | 'RAW'): Buffer {
  const { categories, images, annotations, defaulted, madeUpCategoryIds } = groundTruth
  const hash = createHash('sha256')
  const { order } = annotationOrder(groundTruth)

  /** IEEE doubles, little-endian on every machine that onnxruntime runs on. */
  function addNumbers(column: Float64Array | Uint8Array, width = 1): void {
    const sorted = new Float64Array(order.length * width)
    for (let row = 0; row < order.length; row++)
      for (let k = 0; k < width; k++) sorted[row * width + k] = column[order[row]! * width + k]!
    hash.update(sorted)
  }

  const names = categories.map(({ id, name }) => [id, name])
  const madeUp = [images.madeUpIds ?? false, madeUpCategoryIds ?? false]
  const counts = [images.ids.length, order.length, defaulted.iscrowd, defaulted.area]
  hash.update(`${JSON.stringify(['fovea dataset', 1, orientation, names, madeUp, counts, images.fileNames])}\n`)
  for (const column of [images.ids, images.widths, images.heights]) hash.update(column)
  for (const column of [annotations.ids, annotations.imageIds, annotations.categoryIds]) addNumbers(column)
  addNumbers(annotations.boxes, 4)
  addNumbers(annotations.areas)
  addNumbers(annotations.crowds)
  return hash.digest()
}
