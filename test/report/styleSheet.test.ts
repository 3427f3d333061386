import { expect, test } from 'vitest'
import { styleSheet } from '../../src/report/styleSheet.ts'

type Rgb = [number, number, number]

/** The colours of light (first) or dark (second). */
function colours(scheme: 'light' | 'dark'): Record<string, Rgb> {
  const block = styleSheet.match(/:root \{.*?\}/gs)![scheme === 'light' ? 0 : 1]!
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+): #([0-9a-f]+)/g)].map(([, name, hex]) => {
      const digits = hex!.length === 3 ? [...hex!].map(digit => digit + digit).join('') : hex!
      return [name!, [0, 2, 4].map(at => Number.parseInt(digits.slice(at, at + 2), 16)) as Rgb]
    }),
  )
}

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = (rgb: Rgb) => {
    const [r, g, b] = rgb.map(value => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

const blend = (over: Rgb, under: Rgb, opacity: number): Rgb =>
  over.map((value, i) => value * opacity + under[i]! * (1 - opacity)) as Rgb

const schemes = ['light', 'dark'] as const

test.each(schemes)('every text stands out from what is behind it by 4.5 to 1 in %s', scheme => {
  const all = colours(scheme)
  const pairs = ['ink', 'soft', 'right', 'notice'].map(text => [text, 'paper'])
  pairs.push(
    ['ink', 'raised'],
    ['soft', 'raised'],
    ['ink', 'notice-paper'],
    ['soft', 'notice-paper'],
    ['notice', 'notice-paper'],
  )
  for (const [text, behind] of pairs)
    expect(contrast(all[text!]!, all[behind!]!), `${text} on ${behind}`).toBeGreaterThanOrEqual(4.5)
})

test.each(schemes)(
  'the number in a cell of the confusion matrix stands out from its shade by 4.5 to 1 in %s',
  scheme => {
    const { right, wrong, raised, ink, paper } = colours(scheme)
    const opacities = [...styleSheet.matchAll(/\.s\d path \{ fill-opacity: ([\d.]+)/g)].map(([, value]) =>
      Number(value),
    )
    expect(opacities.length).toBe(4)
    for (const hue of [right!, wrong!]) {
      for (const opacity of opacities)
        expect(contrast(ink!, blend(hue, raised!, opacity)), `opacity ${opacity}`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(paper!, hue)).toBeGreaterThanOrEqual(4.5)
    }
  },
)

test.each(schemes)('bars and curves stand out by 3 to 1 in %s, from their room and from the page', scheme => {
  const { right, wrong, faint, paper } = colours(scheme)
  const thin = Number(/\.thin \{.*?stroke-opacity: ([\d.]+)/.exec(styleSheet)![1])
  for (const hue of [right!, wrong!]) expect(contrast(hue, faint!)).toBeGreaterThanOrEqual(3)
  expect(contrast(blend(right!, paper!, thin), paper!)).toBeGreaterThanOrEqual(3)
})
