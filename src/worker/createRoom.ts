/** Runs at most `places` pieces of work at once, the others in the order in which they came. */
export function createRoom(places: number) {
  const waiting: (() => void)[] = []
  let free = places

  return async function take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
