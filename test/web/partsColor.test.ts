import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { colorOfCategory } from '../../web/src/parts/colorOfCategory.ts'

type Triple = [number, number, number]

const { categories } = JSON.parse(readFileSync('demo/scenes/instances.json', 'utf8')) as {
  categories: { name: string }[]
}
const names = categories.map(({ name }) => name)
const others = Array.from({ length: 500 }, (_, index) => `class ${index}`)

const parse = (color: string) => color.match(/[\d.]+/g)!.map(Number) as Triple
const hueOf = (name: string) => parse(colorOfCategory(name))[2]

/** Linear sRGB of a colour of OKLCH, with the matrices of CSS Color 4; what no screen has is clipped. */
function rgbOf([light, chroma, hue]: Triple): Triple {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** OKLab of linear sRGB: distances in it are about as large as they look. */
function labOf([red, green, blue]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const seen = (name: string) => labOf(rgbOf(parse(colorOfCategory(name))))
const distance = (one: Triple, other: Triple) => Math.hypot(...one.map((value, index) => value - other[index]!))

test('black words on the colour of a category have a contrast of 7 to 1 or more', () => {
  expect(names).toHaveLength(80)
  for (const name of [...names, ...others]) {
    const [red, green, blue] = rgbOf(parse(colorOfCategory(name)))
    expect((0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / 0.05, name).toBeGreaterThan(7)
  }
})

test('names that differ by their last sign lie a quarter of the circle apart on average', () => {
  const apart = others.slice(1).map((name, index) => {
    const difference = Math.abs(hueOf(name) - hueOf(others[index]!))
    return Math.min(difference, 360 - difference)
  })
  expect(apart.reduce((sum, each) => sum + each, 0) / apart.length).toBeGreaterThan(70)
})

test('no two of the 80 categories of COCO look alike, least of all those that follow each other', () => {
  const colors = names.map(seen)
  const nearest = colors.map((color, at) =>
    Math.min(...colors.map((other, i) => (i === at ? 1 : distance(color, other)))),
  )
  expect(Math.min(...nearest)).toBeGreaterThan(0.02)
  expect(nearest.filter(each => each < 0.03).length).toBeLessThanOrEqual(5)
  expect(Math.min(...colors.slice(1).map((color, at) => distance(color, colors[at]!)))).toBeGreaterThan(0.1)
})
