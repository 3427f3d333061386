type Named = { readonly fileId: number; readonly name: string } | null

/** What a cell of a confusion matrix holds: `dog taken for cat`; null is background. */
export function cellWords(actual: Named, predicted: Named): string {
  if (actual === null)
    return predicted === null ? 'nothing found where nothing is' : `${predicted.name} detected where nothing is`
  if (predicted === null) return `${actual.name} missed`
  return actual.fileId === predicted.fileId
    ? `${actual.name} found as it is`
    : `${actual.name} taken for ${predicted.name}`
}
