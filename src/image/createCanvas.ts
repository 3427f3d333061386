import { captionFont } from './captionFont.ts'
import type { Colour } from './labelColours.ts'
import type { Pixels } from './pixels.ts'
import type { Rectangle } from './placeCaptions.ts'

/** Draws on `pixels` in place; whatever lies outside the image is left out. */
export function createCanvas({ data, width, height }: Pixels) {
  function fill({ left, top, right, bottom }: Rectangle, colour: Colour): void {
    const from = Math.max(left, 0)
    const to = Math.min(right, width)
    const first = Math.max(top, 0)
    const last = Math.min(bottom, height)
    if (from >= to || first >= last) return
    const begin = (first * width + from) * 3
    const end = (first * width + to) * 3
    for (let o = begin; o < end; o++) data[o] = colour[(o - begin) % 3]!
    // Pixel by pixel, 300 boxes of 49 megapixels took six seconds.
    const stride = width * 3
    for (let y = 1; y < last - first; y++) data.copyWithin(begin + y * stride, begin, end)
  }

  return {
    fill,

    /** The edge of a rectangle, `thick` pixels wide, drawn inside it. */
    frame({ left, top, right, bottom }: Rectangle, thick: number, colour: Colour): void {
      const innerTop = Math.min(top + thick, bottom)
      const innerBottom = Math.max(bottom - thick, innerTop)
      fill({ left, top, right, bottom: innerTop }, colour)
      fill({ left, top: innerBottom, right, bottom }, colour)
      fill({ left, top: innerTop, right: Math.min(left + thick, right), bottom: innerBottom }, colour)
      fill({ left: Math.max(right - thick, left), top: innerTop, right, bottom: innerBottom }, colour)
    },

    /** One line of text from its top left; every pixel of the font is `scale` × `scale`, and what it lacks is "?". */
    text(text: string, left: number, top: number, scale: number, colour: Colour): void {
      for (const [i, character] of [...text].entries()) {
        const glyph = captionFont.glyphs.get(character) ?? captionFont.glyphs.get('?')!
        const begin = left + i * (captionFont.width + 1) * scale
        glyph.forEach((ink, at) => {
          if (ink === 0) return
          const x = begin + (at % captionFont.width) * scale
          const y = top + Math.floor(at / captionFont.width) * scale
          fill({ left: x, top: y, right: x + scale, bottom: y + scale }, colour)
        })
      }
    },
  }
}
