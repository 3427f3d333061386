/**
 * What a text stands for that is JSON but for the words NaN, Infinity and -Infinity, which Python writes. Its grammar is
 * not checked: the skipper has passed it.
 */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parseTokens(text.match(/"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s[\]{}:,"]+/g) ?? [])
  }
}

const notFinite = new Set(['NaN', 'Infinity', '-Infinity'])

function parseTokens(tokens: readonly string[]): unknown {
  let next = 0
  function parse(): unknown {
    const token = tokens[next++]!
    if (token === '[') return parseItems()
    if (token === '{') return parseFields()
    return notFinite.has(token) ? Number(token) : JSON.parse(token)
  }
  function parseItems(): unknown[] {
    const items: unknown[] = []
    while (tokens[next] !== ']') items.push(parse())
    next++
    return items
  }
  function parseFields(): object {
    const fields = new Map<string, unknown>()
    while (tokens[next] !== '}') fields.set(JSON.parse(tokens[next++]!), parse())
    next++
    return Object.fromEntries(fields)
  }
  return parse()
}
