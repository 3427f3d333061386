import { expect, test } from 'vitest'
import { createRowScanner } from '../../../src/formats/json/createRowScanner.ts'

const fields = [{ name: 'id' }, { name: 'pair', length: 2 }, { name: 'area', optional: true }]

/** The rows at the beginning of the text, which scanner and template have read one after another, and what is left. */
function scanAll(text: string) {
  const { width, scan } = createRowScanner(fields)
  const bytes = Buffer.from(`${text}\0`)
  const rows: number[][] = []
  let at = 0
  for (;;) {
    const values = new Float64Array(1 + width).fill(-1)
    const to = scan(bytes, at, bytes.length - 1, values, 1)
    if (to < 0) return { rows, rest: text.slice(at) }
    expect(values[0], 'the number before the row').toBe(-1)
    rows.push([...values.subarray(1)])
    at = to
  }
}

const row = '{"id": 7, "pair": [1.5, -2e3], "area": 0.25}'
const read = [7, 1.5, -2000, 0.25]

test('rows that differ in their numbers alone are read, number by number', () => {
  const text = `${row}${row.replace('7', '8').replace('0.25', '1e-7')}${row.replace('1.5', '0').replace('-2e3', '-0')}`
  expect(scanAll(text)).toEqual({ rows: [read, [8, 1.5, -2000, 1e-7], [7, 0, -0, 0.25]], rest: '' })
})

test('a number that is left out, or null, is NaN in each of many rows, and in none behind them', () => {
  const without = row.replace(', "area": 0.25', '')
  const none = row.replace('0.25', 'null')
  const nothing = [7, 1.5, -2000, NaN]
  expect(scanAll([row, without, without, without, none, none, none, row, row].join('')).rows).toEqual([
    read,
    ...Array<number[]>(6).fill(nothing),
    read,
    read,
  ])
})

test.each([
  ['a number, then null', '"area": 3, "area": null', NaN],
  ['null, then a number', '"area": null, "area": 3', 3],
  ['two numbers', '"area": 9, "area": 3', 3],
])('of a field given twice, %s, the last counts in each of many rows', (_, twice, area) => {
  const text = row.replace('"area": 0.25', twice)
  const other = text.replace('9', '5')
  expect(scanAll(`${text}${text}${other}${other}`).rows).toEqual(Array(4).fill([7, 1.5, -2000, area]))
})

test('text that changes between the rows is never taken for that of a row before', () => {
  const rows = [
    row,
    row.replace('{', '{"x": "a", '),
    row.replace('{', '{"x": "b", '),
    row.replace('{', '{"x": "bb", '),
    row.replace('"id"', '"di": 1, "id"'),
    row.replaceAll(' ', ''),
    row.replaceAll(' ', '\n'),
    '{"area": 0.25, "id": 7, "pair": [1.5, -2e3], "x": {"id": 8, "pair": [1, 2]}}',
    row,
  ]
  expect(scanAll(rows.join(''))).toEqual({ rows: rows.map(() => read), rest: '' })
})

test('what looks like a number where the row before had one is not taken for it', () => {
  const { width, scan } = createRowScanner(fields)
  const values = new Float64Array(width)
  const scanAlone = (text: string) => scan(Buffer.from(`${text}\0`), 0, text.length, values, 0)
  const other = row.replace('"area": 0.25', '"name":"0.25"')
  for (const text of [row, other, other]) expect(scanAlone(text)).toBe(text.length)
  expect([...values]).toEqual([7, 1.5, -2000, NaN])
})

test('rows that differ in text go on being read when no more patterns are learned', () => {
  const rows = Array.from({ length: 300 }, (_, k) => row.replace('{', `{"name": "${k}", `))
  expect(scanAll(rows.join('')).rows).toEqual(rows.map(() => read))
})

test.each([
  ['a row cut off', row.slice(0, -1)],
  ['a row cut off in a number', row.slice(0, 38)],
  ['a row with more in its array', row.replace('-2e3', '-2e3, 1')],
  ['a row with less in its array', row.replace(', -2e3', '')],
  ['a string for a number', row.replace('7', '"7"')],
  ['null for a number that is needed', row.replace('7', 'null')],
  ['null in an array', row.replace('1.5', 'null')],
  ['a missing number', row.replace('"id": 7, ', '')],
  ['an escape in a key', row.replace('area', '\\u0061rea')],
  ['a missing colon', row.replace('"area":', '"area"')],
  ['a missing comma', row.replace(', "area"', ' "area"')],
  ['a missing brace', row.replace('}', ']')],
  ['a number that is none', row.replace('0.25', '0.25.1')],
  ['a value that is none', row.replace('0.25', '0.25, "x": [1 2]')],
  ['no object', '[1]'],
  ['an empty object', '{}'],
])('%s is left to others, first of all and behind a row', (_, other) => {
  expect(scanAll(other)).toEqual({ rows: [], rest: other })
  expect(scanAll(`${row}${row}${other}`)).toEqual({ rows: [read, read], rest: other })
})
