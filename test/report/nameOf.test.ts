import { expect, test } from 'vitest'
import { nameOf } from '../../src/report/nameOf.ts'

test('a long name is cut between characters, never within one', () => {
  expect(nameOf({ id: 1, name: '😀'.repeat(9) }, 4)).toBe('😀😀😀…')
  expect(nameOf({ id: 1, name: '😀'.repeat(4) }, 4)).toBe('😀😀😀😀')
})

test('characters that are shown by their codes count as long as they are shown', () => {
  expect(nameOf({ id: 1, name: '\u202e'.repeat(9) }, 7)).toBe('\\u202e…')
})

test('a category without a name has its id', () => {
  expect(nameOf({ id: 17, name: '' })).toBe('category 17')
})
