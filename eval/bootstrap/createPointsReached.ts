import { rightsNeeded } from '../rightsNeeded.ts'
import { recallPoints } from '../settings.ts'

/** Up to so many objects the answer is kept: at most 8 MB in all. */
const mostKept = 4096

/**
 * Answers, for a number of objects, how many recall points each number of right detections reaches: [objects + 1].
 * An answer holds until the next question.
 */
export function createPointsReached(): (total: number) => Uint8Array {
  const kept: (Uint8Array | undefined)[] = []
  const needed = new Int32Array(recallPoints.length)
  let large = new Uint8Array(0)

  function room(total: number): Uint8Array {
    if (total <= mostKept) {
      const reached = new Uint8Array(total + 1)
      kept[total] = reached
      return reached
    }
    if (large.length <= total) large = new Uint8Array(2 * total)
    return large
  }

  return total => {
    const known = kept[total]
    if (known) return known
    const reached = room(total)
    rightsNeeded(total, needed)
    let points = 0
    for (let rights = 0; rights <= total; rights++) {
      while (needed[points]! <= rights) points++
      reached[rights] = points
    }
    return reached
  }
}
