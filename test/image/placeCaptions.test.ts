import { expect, test } from 'vitest'
import { placeCaptions } from '../../src/image/placeCaptions.ts'

const image = { width: 200, height: 100 }
const size = { width: 60, height: 10 }
const box = { left: 50, top: 40, right: 150, bottom: 80 }
const tops = (places: { top: number }[]) => places.map(({ top }) => top)

test('captions of boxes at one place go above, in the top, below and in the bottom before one covers another', () => {
  expect(tops(placeCaptions([box, box, box, box, box], [size, size, size, size, size], image))).toEqual([
    30, 40, 80, 70, 30,
  ])
})

test('a caption whose box begins at the top edge of the image lies inside the box', () => {
  expect(placeCaptions([{ ...box, top: 3 }], [size], image)).toEqual([{ left: 50, top: 3, right: 110, bottom: 13 }])
})

test('a caption that would pass the right edge is moved left, and one wider than the image begins at its left', () => {
  const wide = { width: 300, height: 10 }
  const places = placeCaptions(
    [
      { ...box, left: 190 },
      { ...box, top: 60 },
    ],
    [size, wide],
    image,
  )
  expect(places.map(({ left }) => left)).toEqual([140, 0])
})

test('a caption of an image lower than itself begins at the top', () => {
  expect(tops(placeCaptions([box], [size], { width: 200, height: 5 }))).toEqual([0])
})
