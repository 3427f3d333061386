import type { Category } from './chosenCategories.ts'

/** Finds a category as it is called among all of a dataset, which are named apart; itself where it is not among them. */
export function categoryAmong(categories: readonly Category[]) {
  const byId = new Map(categories.map(category => [category.fileId, category]))
  return <Given extends Pick<Category, 'fileId' | 'name'>>(given: Given) => byId.get(given.fileId) ?? given
}
