import { expect, test } from 'vitest'
import { createPhotoFinder } from '../../src/runs/createPhotoFinder.ts'

const find = (fileNames: string[], path: string) => {
  const numbers = Float64Array.from(fileNames, (_, index) => index)
  return createPhotoFinder({ ids: numbers, fileNames, widths: numbers, heights: numbers })(path)
}

test.each([
  ['the path itself', ['a/1.jpg', 'b/1.jpg'], 'b/1.jpg', [1]],
  ['the path with backslashes', ['a\\1.jpg', 'b\\1.jpg'], 'b/1.jpg', [1]],
  ['the name alone, of images that have folders', ['a/1.jpg', 'b/2.jpg'], '2.jpg', [1]],
  ['folders above, of images that have none', ['1.jpg', '2.jpg'], 'set/images/2.jpg', [1]],
  ['folders above those of the ground truth', ['a/1.jpg', 'b/1.jpg'], 'set/b/1.jpg', [1]],
  ['fewer folders than the ground truth', ['x/a/1.jpg', 'x/b/1.jpg'], 'b/1.jpg', [1]],
  ['fewer folders, which several have', ['x/a/1.jpg', 'y/yy/a/1.jpg', 'b/1.jpg'], 'a/1.jpg', [0, 1]],
  ['the longest end of several', ['1.jpg', 'b/1.jpg'], 'set/b/1.jpg', [1]],
  ['another ending', ['1.jpg', '2.jpg'], '2.png', [1]],
  ['what none tells apart', ['a/1.jpg', 'b/1.jpg'], 'c/1.jpg', [0, 1]],
  ['a name that is only the end of another', ['xb/1.jpg', 'c/1.jpg'], 'b/1.jpg', [0, 1]],
  ['an unknown name', ['a/1.jpg'], '3.jpg', []],
])('of %s', (_, fileNames, path, expected) => {
  expect(find(fileNames, path)).toEqual(expected)
})
