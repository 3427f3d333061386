/**
 * One query for all keys that ask for the same of different rows.
 * @param nameOf what is asked for
 * @param read gives what each of the keys asked for, in their order
 */
export async function loadGrouped<Key, Value>(
  keys: readonly Key[],
  nameOf: (key: Key) => unknown,
  read: (same: readonly Key[]) => Promise<Value[]>,
): Promise<Value[]> {
  const found = new Map<Key, Value>()
  for (const same of Map.groupBy(keys, key => JSON.stringify(nameOf(key))).values()) {
    const values = await read(same)
    for (const [index, key] of same.entries()) found.set(key, values[index]!)
  }
  return keys.map(key => found.get(key)!)
}
