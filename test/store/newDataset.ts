import { randomBytes } from 'node:crypto'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import type { NewDataset } from '../../src/store/insertDataset.ts'

/** A dataset like no other unless its hash is told. */
export const newDataset = (groundTruth: GroundTruth, rest: Partial<NewDataset> = {}): NewDataset => ({
  name: 'val',
  format: 'COCO',
  orientation: 'UPRIGHT',
  groundTruth,
  notes: [],
  contentHash: randomBytes(32),
  ...rest,
})
