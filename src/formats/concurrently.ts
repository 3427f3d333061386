/**
 * `each` of all items, in their order, at most `limit` at a time.
 * @throws what failed first in the order of the items, whichever failed first in time, once nothing is running any more
 */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  const failures: { index: number; error: unknown }[] = []
  let next = 0
  async function work(): Promise<void> {
    while (next < items.length && failures.length === 0) {
      const index = next++
      try {
        results[index] = await each(items[index]!)
      } catch (error) {
        failures.push({ index, error })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
  const [first] = failures.sort((a, b) => a.index - b.index)
  if (first) throw first.error
  return results
}
