const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The finite number that a field of a text file spells in decimal; undefined for all else: '', '0x1f', 'nan', '1,5'. */
export function parseNumber(text: string): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) && decimal.test(text) ? value : undefined
}
