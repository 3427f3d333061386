import { expect, test } from 'vitest'
import { createRandom } from '../../../eval/bootstrap/createRandom.ts'
import { parseDecimal } from '../../../src/formats/json/parseDecimal.ts'

const bytes = Buffer.alloc(10_000)
const values = new Float64Array(1)

/** What stands behind the number must not be read. */
function parse(text: string, behind = ',7'): number | undefined {
  const length = bytes.write(text, 'latin1')
  bytes.write(`${behind}\0`, length, 'latin1')
  const end = parseDecimal(bytes, 0, values, 0)
  if (end === -1) return undefined
  expect(end, `the end of ${text}`).toBe(length)
  return values[0]
}

test.each([
  '0',
  '-0',
  '0.0',
  '-0.000e5',
  '7',
  '-12',
  '1E2',
  '1e+2',
  '1.50e-3',
  '123456789',
  '1234567890',
  '900100581475',
  '9007199254740991',
  '9007199254740993',
  '9007199254740992.5',
  '9007199254740993.0',
  '1234567.8901234567890',
  '218.14389038085938',
  '0.9226818084716797',
  '0.1',
  '0.30000000000000004',
  '9.876543243473861e-05',
  '1e22',
  '1e23',
  '123456789e17',
  '1.7976931348623157e308',
  '1e308',
  '5e-324',
  '2.2250738585072011e-308',
  '2.4703282292062327e-324',
  '2.4703282292062328e-324',
  '1e-400',
  '-1e-400',
  `1${'0'.repeat(400)}`,
  `0.${'0'.repeat(400)}1`,
  `0.${'0'.repeat(99)}1e100`,
  `${'1'.repeat(5000)}e-4990`,
  '1e99999999999999999999',
  '-1e99999999999999999999',
  '1e-99999999999999999999',
])('%s is the number of JSON.parse to the bit', text => {
  expect(parse(text)).toBe(JSON.parse(text))
})

test.each([
  '',
  '-',
  '+1',
  '.5',
  '01',
  '-01',
  '00',
  '1.',
  '1.e5',
  '-1.',
  '1e',
  '1e+',
  'e5',
  'NaN',
  'Infinity',
  '-Infinity',
])('%j is no number of JSON', text => {
  expect(parse(text, ']')).toBeUndefined()
})

const random = createRandom(4)
const digits = (length: number) => Array.from({ length }, () => random.below(10)).join('')
const double = new Float64Array(1)
const single = new Float32Array(1)

function randomDouble(): number {
  new Uint32Array(double.buffer).set([random.below(2 ** 32), random.below(2 ** 32)])
  return Number.isFinite(double[0]) ? double[0]! : 0.5
}

function randomSingle(): number {
  new Uint32Array(single.buffer)[0] = random.below(2 ** 32)
  return Number.isFinite(single[0]) ? single[0]! : 0.5
}

/** 54 bits, the last one set: half way between two doubles. */
const midpoint = () => (BigInt(2 ** 21 + random.below(2 ** 21)) << 32n) + BigInt(random.below(2 ** 31)) * 2n + 1n

/** A midpoint divided by 2 ** twos, in all its digits. */
function exactMidpoint(twos: number): string {
  const text = String(midpoint() * 5n ** BigInt(twos)).padStart(twos + 1, '0')
  return `${text.slice(0, -twos)}.${text.slice(-twos)}`
}

/** What is left of one in 17 to 20 digits: next to the middle, and the hardest to round. */
const nearMidpoint = () => exactMidpoint(44 + random.below(10)).slice(0, 18 + random.below(4))

test.each<[string, () => string]>([
  ['doubles of any size', () => JSON.stringify(randomDouble())],
  ['floats of any size, printed as doubles', () => JSON.stringify(randomSingle())],
  ['floats of boxes, printed as doubles', () => JSON.stringify(Math.fround(random.next() / 2 ** 22))],
  ['doubles of boxes', () => JSON.stringify(random.next() / 2 ** 22)],
  ['scores', () => JSON.stringify(Math.fround(random.next() / 2 ** (32 + random.below(30))))],
  ['up to 24 digits', () => `${1 + random.below(9)}${digits(random.below(12))}.${digits(1 + random.below(12))}`],
  ['zeros before the digits', () => `0.${'0'.repeat(random.below(12))}${digits(1 + random.below(20))}`],
  ['exponents', () => `-${1 + random.below(9)}.${digits(1 + random.below(19))}e${random.below(60) - 30}`],
  ['the smallest numbers', () => `${1 + random.below(9)}.${digits(1 + random.below(18))}e-${300 + random.below(30)}`],
  ['decimals next to the middle of two doubles', nearMidpoint],
  ['decimals in the middle of two doubles', () => exactMidpoint(1 + random.below(5))],
])('30,000 random numbers, %s: those of JSON.parse to the bit', (_, write) => {
  const wrong = Array.from({ length: 30_000 }, write).filter(text => !Object.is(parse(text), JSON.parse(text)))
  expect(wrong).toEqual([])
})
