import type { Category } from './chosenCategories.ts'

/** Categories under names that tell them apart: where several have one name, each has its id with it, `cat (2)`. */
export function namedApart(categories: readonly Category[]): Category[] {
  const counts = Map.groupBy(categories, ({ name }) => name)
  return categories.map(category => {
    const { fileId, name } = category
    return counts.get(name)!.length === 1 ? category : { ...category, name: `${name} (${fileId})` }
  })
}

/** Finds a category as it is called among all of a dataset, which are named apart; itself where it is not among them. */
export function categoryAmong(categories: readonly Category[]) {
  const byId = new Map(categories.map(category => [category.fileId, category]))
  return <Given extends Pick<Category, 'fileId' | 'name'>>(given: Given) => byId.get(given.fileId) ?? given
}
