import type { GroundTruth } from '../../eval/groundTruth.ts'

/** Postgres has no NUL, and no halves of surrogate pairs. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '\u{fffd}')

/** The same ground truth with names that Postgres can hold: what it cannot is U+FFFD. */
export const storableGroundTruth = (groundTruth: GroundTruth): GroundTruth => ({
  ...groundTruth,
  categories: groundTruth.categories.map(({ id, name }) => ({ id, name: storable(name) })),
  images: { ...groundTruth.images, fileNames: groundTruth.images.fileNames.map(storable) },
})
