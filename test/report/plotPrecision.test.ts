import { expect, test } from 'vitest'
import { html, toText } from '../../src/report/html.ts'
import { namedThresholds, plotPrecision } from '../../src/report/plotPrecision.ts'

const curve = (precisionAt: (i: number) => number) => Float64Array.from({ length: 101 }, (_, i) => precisionAt(i))

const plot = (precision: Float64Array, iouThresholds = [0.5]) =>
  toText(html`${plotPrecision({ title: 'Title', iouThresholds, precision, all: true, marks: [10, 50] })}`)

/** Start and corners of the first curve, as recall and precision. */
function cornersOf(svg: string): [number, number][] {
  const path = /class="solid" d="([^"]*)"/.exec(svg)![1]!
  const corners: [number, number][] = []
  let [x, y] = [0, 0]
  for (const [, command, numbers] of path.matchAll(/([MlhV])([-\d. ]+)/g)) {
    const [a = 0, b = 0] = numbers!.split(' ').map(Number)
    if (command === 'M') [x, y] = [a, b]
    if (command === 'l') [x, y] = [x + a, y + b]
    if (command === 'h') x += a
    if (command === 'V') y = a
    corners.push([(x - 72) / 700, 1 - (y - 46) / 420])
  }
  return corners
}

test('a curve is drawn at its values, straight stretches as one line', () => {
  const corners = cornersOf(plot(curve(i => (i < 40 ? 1 : 0.5))))
  const expected = [
    [0, 1],
    [0.39, 1],
    [0.4, 0.5],
    [1, 0.5],
  ]
  expect(corners.length).toBe(expected.length)
  for (const [i, [recall, precision]] of corners.entries()) {
    expect(recall).toBeCloseTo(expected[i]![0]!, 10)
    expect(precision).toBeCloseTo(expected[i]![1]!, 10)
  }
})

test('no point of a curve is passed by at more than half a percent', () => {
  const precision = curve(i => 1 - (i / 100) ** 2 * 0.9 - 0.004 * (i % 3))
  const corners = cornersOf(plot(precision))
  expect(corners.length).toBeLessThan(101)
  for (const [i, value] of precision.entries()) {
    const at = corners.findIndex(([recall]) => recall >= i / 100 - 1e-9)
    const [x1, y1] = corners[at]!
    const [x0, y0] = corners[at - 1] ?? [x1 - 1, y1]
    expect(Math.abs(y0 + ((y1 - y0) * (i / 100 - x0)) / (x1 - x0) - value), `recall ${i / 100}`).toBeLessThan(0.005)
  }
})

test('a curve ends where its recall ends, with a fall to the axis', () => {
  const corners = cornersOf(plot(curve(i => (i <= 30 ? 0.8 : 0))))
  expect(corners.at(-2)![0]).toBeCloseTo(0.3, 10)
  expect(corners.at(-1)).toEqual([corners.at(-2)![0], 0])
})

test('points are marked only where there is a curve', () => {
  expect(plot(curve(i => (i <= 30 ? 0.8 : 0)))).toContain('class="dots" d="M142 130h0"')
})

test('curves that lie on each other share a label', () => {
  const precision = new Float64Array(202).fill(1)
  expect(plot(precision, [0.5, 0.75])).toContain('>0.50, 0.75</text>')
})

test.each([
  [[0.5], [0]],
  [
    [0.5, 0.75],
    [0, 1],
  ],
  [
    [0.5, 0.6, 0.7, 0.75, 0.8],
    [0, 3, 4],
  ],
  [
    [0.3, 0.4, 0.5, 0.6, 0.7],
    [0, 2, 4],
  ],
])('of the thresholds %j the first, 0.75 or the middle, and the last have names', (iouThresholds, expected) => {
  expect(namedThresholds(iouThresholds)).toEqual(expected)
})
