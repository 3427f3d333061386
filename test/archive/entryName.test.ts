import { expect, test } from 'vitest'
import { entryName } from '../../src/archive/entryName.ts'

test.each([
  ['a.jpg', 'a.jpg'],
  ['./images//train/./a.jpg', 'images/train/a.jpg'],
  ['a..b/c...jpg', 'a..b/c...jpg'],
  ['e\u0301.jpg', '\u00e9.jpg'],
  ['frame 12:30.jpg', 'frame 12:30.jpg'],
  ['日'.repeat(85), '日'.repeat(85)],
])('the name %j is %j below the folder', (name, expected) => {
  expect(entryName(name)).toBe(expected)
})

test.each(['', './', '.DS_Store', 'images/.DS_Store', '.git/config', '__MACOSX/images/._a.jpg', 'a/__MACOSX/b'])(
  'the entry %j is none of the files',
  name => {
    expect(entryName(name)).toBeNull()
  },
)

test.each([
  '..',
  '../a.jpg',
  'images/../../a.jpg',
  'images/..',
  '.hidden/../../a.jpg',
  '/etc/passwd',
  '//server/share',
  'C:/a.jpg',
  'c:a.jpg',
  'images\\a.jpg',
  '..\\a.jpg',
  'a\0.jpg',
  'a\n.jpg',
  'a\u0085.jpg',
  'x'.repeat(256),
  '日'.repeat(86),
  `${'long/'.repeat(250)}a.jpg`,
  `${'a/'.repeat(40)}b.jpg`,
])('the name %j is refused', name => {
  expect(() => entryName(name)).toThrow(
    expect.objectContaining({ code: 'ARCHIVE_INVALID', message: expect.stringMatching(/^Expected .* "/) }),
  )
})
