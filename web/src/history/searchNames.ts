/** Names that have a text in them, those that begin with it first; upper and lower case are alike. */
export function searchNames(names: readonly string[], text: string): string[] {
  const wanted = text.trim().toLowerCase()
  const places = names.map(name => ({ name, at: name.toLowerCase().indexOf(wanted) }))
  const found = places.filter(({ at }) => at >= 0)
  return [...found.filter(({ at }) => at === 0), ...found.filter(({ at }) => at > 0)].map(({ name }) => name)
}
