import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type BoxNumbers, turnAsStored, turnUpright } from '../../src/runs/turnBox.ts'

/** A white box on black, as a file stores it, with an orientation to be shown in. */
function drawStored(width: number, height: number, [x, y, w, h]: BoxNumbers, orientation: number): Promise<Buffer> {
  const white = { create: { width: w, height: h, channels: 3, background: 'white' } } as const
  const black = { create: { width, height, channels: 3, background: 'black' } } as const
  return sharp(black)
    .composite([{ input: white, left: x, top: y }])
    .withMetadata({ orientation })
    .png()
    .toBuffer()
}

/** Where the white is when the picture is shown. */
async function whereShown(file: Buffer): Promise<{ box: BoxNumbers; width: number; height: number }> {
  const { data, info } = await sharp(file).rotate().greyscale().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const white = [...data.keys()].filter(pixel => data[pixel]! > 128)
  const xs = white.map(pixel => pixel % width)
  const ys = white.map(pixel => Math.floor(pixel / width))
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return { box: [left, top, Math.max(...xs) - left + 1, Math.max(...ys) - top + 1], width, height }
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'with orientation %i a box on stored pixels is where the picture shows it, and back',
  async orientation => {
    const stored: BoxNumbers = [3, 5, 11, 4]
    const shown = await whereShown(await drawStored(30, 20, stored, orientation))
    expect(turnUpright(stored, orientation, shown)).toEqual(shown.box)
    expect(turnAsStored(shown.box, orientation, shown)).toEqual(stored)
  },
)
