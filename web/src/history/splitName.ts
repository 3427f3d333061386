const tailLength = 8

/** A name in two, of which the second tells numbered ones apart: `['00000000', '0502.jpg']`; short ones have no second. */
export function splitName(name: string): readonly [head: string, tail: string] {
  const letters = [...name]
  if (letters.length <= tailLength + 4) return [name, '']
  return [letters.slice(0, -tailLength).join(''), letters.slice(-tailLength).join('')]
}
