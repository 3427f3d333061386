/** Some names for a message: the first few, and how many more there are. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).map(name => (name.length > 80 ? `${name.slice(0, 77)}...` : name))
  if (shown.length === 0) return 'none'
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ')
}
