import type { Category } from '../../eval/groundTruth.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import type { CsvCursor } from './createCsvCursor.ts'
import { createKeys } from './createKeys.ts'
import { inNameOrder } from './listFiles.ts'

/**
 * Collects the categories of a ground truth row by row. Their ids are those of category_id, or else of category, where
 * that is a whole number in every row; else 1, 2, 3 … in the order of the names. One without a name is called by its id.
 */
export function createCsvCategories(row: CsvCursor) {
  const keyColumn = row.has('category_id') ? 'category_id' : 'category'
  const keys = createKeys({ mayBeIds: true })
  const names: string[] = []

  return {
    /** @returns the place of the row's category in `ids` */
    add(): number {
      const key = row.key(keyColumn)
      const name = row.has('category') ? row.key('category') : key
      const place = keys.placeOf(key)
      const known = names[place] ?? name
      names[place] = known
      if (known !== name) throw row.problem(`category ${key} called ${showValue(known)}, as before`, showValue(name))
      return place
    },

    finish(): { ids: readonly number[]; categories: readonly Category[] } {
      const found = keys.finish()
      const sorted = names.toSorted(inNameOrder)
      const ids = found.kind === 'IDS' ? found.ids : names.map(name => sorted.indexOf(name) + 1)
      const categories = names.map((name, place) => ({ id: ids[place]!, name })).sort((a, b) => a.id - b.id)
      return { ids, categories }
    },
  }
}
