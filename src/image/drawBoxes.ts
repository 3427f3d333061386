import { setImmediate } from 'node:timers/promises'
import { captionFont } from './captionFont.ts'
import { createCanvas } from './createCanvas.ts'
import { decodeImage } from './decodeImage.ts'
import { type Colour, labelColours } from './labelColours.ts'
import { openPixels } from './openPixels.ts'
import { placeCaptions } from './placeCaptions.ts'

/** A box in pixels of the upright image with the label and score of its caption. */
export type LabelledBox = { x: number; y: number; width: number; height: number; label: string; score: number }

const black: Colour = [0, 0, 0]
const white: Colour = [255, 255, 255]

/** Black on light colours, white on dark ones. */
const inkOn = ([red, green, blue]: Colour): Colour => (0.299 * red + 0.587 * green + 0.114 * blue > 128 ? black : white)

/** "dog 0.89", accents taken off because the font has none. */
const captionOf = ({ label, score }: LabelledBox) =>
  `${label.normalize('NFKD').replaceAll(/\p{M}/gu, '')} ${score.toFixed(2)}`

/**
 * Draws boxes with captions such as "dog 0.89" on the upright image, a colour a label, the highest scores on top.
 * Lines and letters grow with the image. Boxes are cut off at its edges. Other work gets its turn between two boxes.
 * @param options.format of the answer, JPEG unless told
 * @returns the encoded picture, of the size of the upright image
 * @throws AppError as `decodeImage` does
 */
export async function drawBoxes(
  bytes: Uint8Array,
  boxes: readonly LabelledBox[],
  { format = 'JPEG' }: { format?: 'JPEG' | 'PNG' } = {},
): Promise<Uint8Array> {
  const { pixels } = await decodeImage(bytes)
  const canvas = createCanvas(pixels)
  const unit = Math.ceil(Math.max(pixels.width, pixels.height) / 450)
  const contour = Math.ceil(unit / 3)
  const colours = labelColours(boxes.map(({ label }) => label))

  const drawn = boxes
    .toSorted((a, b) => b.score - a.score)
    .map(box => {
      const caption = captionOf(box)
      const left = Math.round(box.x)
      const top = Math.round(box.y)
      return {
        caption,
        colour: colours.get(box.label)!,
        edge: { left, top, right: Math.round(box.x + box.width), bottom: Math.round(box.y + box.height) },
        size: {
          width: ([...caption].length * (captionFont.width + 1) + 1) * unit,
          height: (captionFont.height + 1) * unit,
        },
      }
    })
  const places = placeCaptions(
    drawn.map(({ edge }) => edge),
    drawn.map(({ size }) => size),
    pixels,
  )
  for (const { edge, colour } of drawn.toReversed()) {
    await setImmediate()
    const { left, top, right, bottom } = edge
    const around = { left: left - contour, top: top - contour, right: right + contour, bottom: bottom + contour }
    canvas.frame(around, contour, inkOn(colour))
    canvas.frame(edge, unit + 1, colour)
  }
  for (const [i, { caption, colour }] of [...drawn.entries()].reverse()) {
    await setImmediate()
    const place = places[i]!
    canvas.fill(place, colour)
    canvas.text(caption, place.left + unit, place.top + unit, unit, inkOn(colour))
  }
  const picture = openPixels(pixels)
  return format === 'PNG' ? picture.png().toBuffer() : picture.jpeg({ quality: 90 }).toBuffer()
}
