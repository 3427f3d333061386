const longestText = 80
const mostItems = 8

/** A received value as a message shows it, in at most a line or so, whatever its size and depth. */
export function showValue(value: unknown): string {
  if (!Array.isArray(value)) return showItem(value)
  const items = value.slice(0, mostItems).map(showItem).join(', ')
  return value.length <= mostItems ? `[${items}]` : `[${items}, …] (${value.length} items)`
}

function showItem(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]'
  if (typeof value === 'object' && value !== null) return '{…}'
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length <= longestText ? value : `${value.slice(0, longestText - 1)}…`)
}
