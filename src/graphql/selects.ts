import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'

/** Whether a field of one of these names is asked for anywhere below the field that is being resolved. */
export function selects({ fieldNodes, fragments }: GraphQLResolveInfo, names: readonly string[]): boolean {
  const seen = new Set<string>()

  function isIn(selectionSet: SelectionSetNode | undefined): boolean {
    return (selectionSet?.selections ?? []).some(selection => {
      if (selection.kind === 'Field') return names.includes(selection.name.value) || isIn(selection.selectionSet)
      if (selection.kind === 'InlineFragment') return isIn(selection.selectionSet)
      const { value } = selection.name
      if (seen.has(value)) return false
      seen.add(value)
      return isIn(fragments[value]?.selectionSet)
    })
  }

  return fieldNodes.some(({ selectionSet }) => isIn(selectionSet))
}
