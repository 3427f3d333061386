type Named = { readonly fileId: number; readonly name: string }

/** Categories under names that tell them apart: where several have one name, each has its id with it, `cat (2)`. */
export function namedApart<Category extends Named>(categories: readonly Category[]): Category[] {
  const counts = Map.groupBy(categories, ({ name }) => name)
  return categories.map(category => {
    const { fileId, name } = category
    return counts.get(name)!.length === 1 ? category : { ...category, name: `${name} (${fileId})` }
  })
}
