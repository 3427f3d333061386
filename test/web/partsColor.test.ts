import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { colorOfCategory } from '../../web/src/parts/colorOfCategory.ts'

const { categories } = JSON.parse(readFileSync('demo/scenes/instances.json', 'utf8')) as {
  categories: { name: string }[]
}
const names = categories.map(({ name }) => name)

const parse = (color: string) => color.match(/[\d.]+/g)!.map(Number) as [number, number, number]
const hueOf = (name: string) => parse(colorOfCategory(name))[2]

/** Relative luminance (WCAG) of a colour of OKLCH, with the matrices of CSS Color 4; what no screen has is clipped. */
function luminance([light, chroma, hue]: [number, number, number]): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test('black words on the colour of a category have a contrast of 7 to 1 or more', () => {
  expect(names).toHaveLength(80)
  for (const name of names) expect((luminance(parse(colorOfCategory(name))) + 0.05) / 0.05, name).toBeGreaterThan(7)
})

test('names that differ by their last sign lie a quarter of the circle apart on average, and 80 names all over it', () => {
  const apart = Array.from({ length: 99 }, (_, index) => {
    const difference = Math.abs(hueOf(`class ${index}`) - hueOf(`class ${index + 1}`))
    return Math.min(difference, 360 - difference)
  })
  expect(apart.reduce((sum, each) => sum + each, 0) / apart.length).toBeGreaterThan(70)
  expect(new Set(names.map(hueOf)).size).toBeGreaterThan(60)
  expect(new Set(names.map(name => Math.floor(hueOf(name) / 30))).size).toBe(12)
})
