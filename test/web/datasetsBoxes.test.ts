import { expect, test } from 'vitest'
import { uprightBox } from '../../web/src/datasets/uprightBox.ts'

const drawn = { x: 2, y: 3, width: 10, height: 5 }

// Of 40 × 30 stored pixels, where sharp's own turning puts these ten by five.
test.each([
  [1, [2, 3, 10, 5]],
  [2, [28, 3, 10, 5]],
  [3, [28, 22, 10, 5]],
  [4, [2, 22, 10, 5]],
  [5, [3, 2, 5, 10]],
  [6, [22, 2, 5, 10]],
  [7, [22, 28, 5, 10]],
  [8, [3, 28, 5, 10]],
])('a box drawn on stored pixels lies where EXIF orientation %i shows them', (orientation, [x, y, width, height]) => {
  const photo = orientation < 5 ? { width: 40, height: 30 } : { width: 30, height: 40 }
  expect(uprightBox(drawn, orientation, photo)).toEqual({ x, y, width, height })
})
