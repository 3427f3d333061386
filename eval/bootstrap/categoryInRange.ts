import type { CategoryMatches } from '../matches.ts'
import type { Settings } from '../settings.ts'

/** One category as it is when one of its area ranges is the only one, and named 'all'. */
export function categoryInRange(
  category: CategoryMatches,
  settings: Settings,
  area: number,
): { category: CategoryMatches; settings: Settings } {
  const areas = settings.areaRanges.length
  const bitOf = (outside: Uint8Array) => outside.map(bits => (bits >>> area) & 1)
  const columnOf = (table: Uint32Array) => Uint32Array.from(category.hits, (_, hit) => table[hit * areas + area]!)
  return {
    category: {
      ...category,
      outside: bitOf(category.outside),
      found: columnOf(category.found),
      excused: columnOf(category.excused),
      objectOutside: bitOf(category.objectOutside),
    },
    settings: { ...settings, areaRanges: [{ ...settings.areaRanges[area]!, name: 'all' }] },
  }
}
