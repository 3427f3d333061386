import type { GroundTruth } from '../../eval/groundTruth.ts'

/** Every object as text that sorts: its file, the name of its category, its box to a thousandth of a pixel. */
export function objectsOf({ categories, images, annotations }: GroundTruth): string[] {
  const names = new Map(categories.map(({ id, name }) => [id, name]))
  return Array.from(annotations.ids, (_, row) => {
    const file = images.fileNames[images.ids.indexOf(annotations.imageIds[row]!)]
    const box = Array.from(annotations.boxes.subarray(4 * row, 4 * row + 4), side => Math.round(side * 1000) / 1000)
    return [file, names.get(annotations.categoryIds[row]!), ...box].join(' ')
  }).sort()
}
