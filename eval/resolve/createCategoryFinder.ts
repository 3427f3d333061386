import type { Category } from '../groundTruth.ts'
import { type CocoSpace, cocoCategoryOf } from './categorySpace.ts'

/** Case does not matter, nor whether words are parted by spaces, hyphens or underscores. */
const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')

/** Answers the categories of the ground truth that are meant: more than one where names do not tell them apart. */
export function createCategoryFinder(categories: readonly Category[]) {
  const byName = Map.groupBy(categories, ({ name }) => name)
  const byPlainName = Map.groupBy(categories, ({ name }) => plain(name))

  /** 'Traffic_Light' is 'traffic light', unless there is a 'Traffic_Light' too. */
  const findName = (name: string): readonly Category[] => byName.get(name) ?? byPlainName.get(plain(name)) ?? []

  return {
    findName,
    /**
     * What a number of a space of COCO stands for, by the name that COCO gives it; where the ground truth gives its
     * categories no names but numbers, by the id that COCO gives it.
     */
    findNumber(space: CocoSpace, number: number): readonly Category[] {
      const coco = cocoCategoryOf(space, number)
      if (!coco) return []
      const named = findName(coco.name)
      return named.length > 0 ? named : findName(String(coco.cocoId)).filter(({ id }) => id === coco.cocoId)
    },
  }
}
