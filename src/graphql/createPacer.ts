/**
 * Lets those who wait go on in small groups, one each turn of the event loop, first come, first served: what hundreds do
 * at the same moment does not hold up everything else.
 */
export function createPacer(groupSize = 8): () => Promise<void> {
  const waiting: (() => void)[] = []

  function release() {
    for (const go of waiting.splice(0, groupSize)) go()
    if (waiting.length > 0) setImmediate(release)
  }

  return () =>
    new Promise(go => {
      if (waiting.push(go) === 1) setImmediate(release)
    })
}
