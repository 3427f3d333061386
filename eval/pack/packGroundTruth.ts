import type { CocoGroundTruth, GroundTruth } from '../groundTruth.ts'
import { InvalidInput } from '../invalidInput.ts'
import { createGroundTruthBuilder } from './createGroundTruthBuilder.ts'
import { showValue } from './showValue.ts'

/**
 * Packs a parsed COCO annotation file into columns.
 * @throws InvalidInput DATASET_INVALID, DUPLICATE_ID
 */
export function packGroundTruth(coco: CocoGroundTruth): GroundTruth {
  if (typeof coco !== 'object' || coco === null)
    throw new InvalidInput(
      'DATASET_INVALID',
      `Expected an object with images, annotations and categories but received ${showValue(coco)}.`,
    )
  const { addImage, addAnnotation, addCategory, finish } = createGroundTruthBuilder()
  const adds = { images: addImage, annotations: addAnnotation, categories: addCategory }
  for (const [list, add] of Object.entries(adds)) {
    const rows: unknown = coco[list as keyof CocoGroundTruth]
    if (!Array.isArray(rows))
      throw new InvalidInput('DATASET_INVALID', `${list}: expected an array, received ${showValue(rows)}.`)
    for (const row of rows) add(row)
  }
  return finish()
}
