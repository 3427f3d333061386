/**
 * Where the string, number or word that begins at `at` ends. Where it does not follow the grammar of JSON, `~p` with p
 * the place of the byte that breaks it; NaN, Infinity and -Infinity, which Python writes, are words here.
 *
 * The text must be followed by a byte that belongs to none of them, so that a text that is cut off breaks there.
 */
export function skipScalar(bytes: Buffer, at: number): number {
  switch (bytes[at]) {
    case 0x22:
      return skipString(bytes, at + 1)
    case 0x74:
      return skipWord(bytes, at, words.true)
    case 0x66:
      return skipWord(bytes, at, words.false)
    case 0x6e:
      return skipWord(bytes, at, words.null)
    case 0x4e:
      return skipWord(bytes, at, words.NaN)
    case 0x49:
      return skipWord(bytes, at, words.Infinity)
    case 0x2d:
      return bytes[at + 1] === 0x49 ? skipWord(bytes, at + 1, words.Infinity) : skipNumber(bytes, at + 1)
    default:
      return skipNumber(bytes, at)
  }
}

const words = {
  true: Buffer.from('true'),
  false: Buffer.from('false'),
  null: Buffer.from('null'),
  NaN: Buffer.from('NaN'),
  Infinity: Buffer.from('Infinity'),
}

function skipWord(bytes: Buffer, at: number, word: Buffer): number {
  for (const byte of word) {
    if (bytes[at] !== byte) return ~at
    at++
  }
  return at
}

/** @param at behind the first quote */
function skipString(bytes: Buffer, at: number): number {
  for (;;) {
    const byte = bytes[at]!
    if (byte === 0x22) return at + 1
    if (byte < 0x20) return ~at
    at++
    if (byte !== 0x5c) continue
    at = skipEscape(bytes, at)
    if (at < 0) return at
  }
}

const escapes = new Set(Buffer.from('"\\/bfnrt'))

/** @param at behind the backslash */
function skipEscape(bytes: Buffer, at: number): number {
  if (escapes.has(bytes[at]!)) return at + 1
  if (bytes[at] !== 0x75) return ~at
  for (let k = 1; k <= 4; k++) if (!isHexadecimal(bytes[at + k]!)) return ~(at + k)
  return at + 5
}

function isHexadecimal(byte: number): boolean {
  const letter = byte | 0x20
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66)
}

/** @param at behind the sign */
function skipNumber(bytes: Buffer, at: number): number {
  const first = at
  at = skipDigits(bytes, at)
  if (at === first) return ~at
  if (bytes[first] === 0x30 && at > first + 1) return ~(first + 1)
  if (bytes[at] === 0x2e) {
    const to = skipDigits(bytes, at + 1)
    if (to === at + 1) return ~to
    at = to
  }
  if ((bytes[at]! | 0x20) !== 0x65) return at
  at++
  if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++
  const to = skipDigits(bytes, at)
  return to === at ? ~to : to
}

function skipDigits(bytes: Buffer, at: number): number {
  while ((bytes[at]! ^ 0x30) <= 9) at++
  return at
}
