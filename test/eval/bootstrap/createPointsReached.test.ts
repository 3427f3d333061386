import { expect, test } from 'vitest'
import { createPointsReached } from '../../../eval/bootstrap/createPointsReached.ts'
import { recallPoints } from '../../../eval/settings.ts'

test('so many recall points are reached as are at most the share found, the first by one right; asked again, and out of order, too', () => {
  const pointsReached = createPointsReached()
  for (const total of [1, 7, 100, 9000, 4096, 4097, 7, 9000]) {
    const reached = [...pointsReached(total).subarray(0, total + 1)]
    const expected = Array.from({ length: total + 1 }, (_, rights) =>
      rights === 0 ? 0 : recallPoints.filter(point => rights / total >= point).length,
    )
    expect(reached, String(total)).toEqual(expected)
  }
})
