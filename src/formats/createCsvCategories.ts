import type { Category } from '../../eval/groundTruth.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import type { CsvCursor } from './createCsvCursor.ts'
import { rankOf } from './createCsvImages.ts'
import { createKeys } from './createKeys.ts'
import { inNameOrder } from './listFiles.ts'

/**
 * Collects the categories of a ground truth row by row. Their ids are those of category_id, or else of category, where
 * they are whole numbers (see createKeys); else 1, 2, 3 … in the order of the names. One without a name is called by
 * its id.
 */
export function createCsvCategories(row: CsvCursor) {
  const keyColumn = row.has('category_id') ? 'category_id' : 'category'
  const keys = createKeys(row, keyColumn)
  const names: string[] = []

  return {
    /** @returns the place of the row's category in `ids` */
    add(): number {
      const place = keys.add()
      const name = row.has('category') ? row.key('category') : ''
      const known = names[place] ?? name
      names[place] = known
      if (known !== name)
        throw row.problem(`category ${row.key(keyColumn)} called ${showValue(known)}, as before`, showValue(name))
      return place
    },

    finish(): { ids: readonly number[]; categories: readonly Category[]; madeUpIds: boolean } {
      const found = keys.finish()
      const called = names.map(
        (name, place) => name || String(found.kind === 'IDS' ? found.ids[place] : found.names[place]),
      )
      const ids = found.kind === 'IDS' ? found.ids : ranksOf(called)
      const categories = called.map((name, place) => ({ id: ids[place]!, name })).sort((a, b) => a.id - b.id)
      return { ids, categories, madeUpIds: found.kind === 'NAMES' && names.length > 0 }
    },
  }
}

/** Where in their order each name comes, from 1. */
function ranksOf(names: readonly string[]): number[] {
  const order = names.map((_, place) => place)
  return rankOf(order.sort((a, b) => inNameOrder(names[a]!, names[b]!)))
}
