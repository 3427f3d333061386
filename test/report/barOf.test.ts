import { expect, test } from 'vitest'
import { barOf } from '../../src/report/barOf.ts'
import { html, toText } from '../../src/report/html.ts'

const pathsOf = (...bar: Parameters<typeof barOf>) =>
  [...toText(html`${barOf(...bar)}`).matchAll(/class="(\w+)" d="(.*?)"/g)].map(([, look, path]) => [look, path])

test('a bar of 200 is as long as its value, and its line reaches on', () => {
  expect(pathsOf(0.5, 'right', 0.8)).toEqual([
    ['right', 'M0 0h100v10H0z'],
    ['reach', 'M100 5h60M160 1v8'],
  ])
})

test('a line that would reach nowhere is left out', () => {
  expect(pathsOf(0.5, 'wrong', 0.5)).toEqual([['wrong', 'M0 0h100v10H0z']])
  expect(pathsOf(null, 'wrong')).toEqual([['wrong', 'M0 0h0v10H0z']])
})
