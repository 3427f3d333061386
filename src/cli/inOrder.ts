/**
 * The results of `work` on every item, in the order of the items, while the next `ahead` are in work.
 * @throws what `work` throws, when it is that item's turn
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = []
  let next = 0
  for (let done = 0; done < items.length; done++) {
    for (; next < items.length && next <= done + ahead; next++) {
      const result = work(items[next]!)
      result.catch(() => undefined) // it is thrown when its turn comes
      begun.push(result)
    }
    yield await begun.shift()!
  }
}
