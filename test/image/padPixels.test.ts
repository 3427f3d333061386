import { expect, test } from 'vitest'
import { padPixels } from '../../src/image/padPixels.ts'

const image = { data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), width: 2, height: 2 }

test('black pixels lie right of the image and below it', () => {
  const { data, width, height } = padPixels(image, 3, 3)
  expect([width, height]).toEqual([3, 3])
  expect([...data]).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})

test('pixels of the right size come back as they are', () => {
  expect(padPixels(image, 2, 2)).toBe(image)
})
