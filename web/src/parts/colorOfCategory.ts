/**
 * A colour for boxes of a category, the same wherever it is shown. Light enough for black text on it (7 to 1), and
 * names that differ by a letter lie far apart.
 */
export function colorOfCategory(name: string): string {
  let hash = 2166136261
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619)
  // Avalanche, as in MurmurHash3, then the golden angle.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash ^= hash >>> 13
  return `oklch(0.82 0.155 ${Math.round(((hash >>> 0) * 137.508) % 360)})`
}
