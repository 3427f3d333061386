import { setImmediate } from 'node:timers/promises'

/** Bytes converted before other work gets its turn: about 10 ms. */
const slice = 4 * 1_000_000

/**
 * `[N, 4]` of cyan, magenta, yellow, black to `[N, 3]` of RGB as Pillow converts them, without a colour profile: the
 * light that black leaves, less the ink's share of it (libImaging/Convert.c, cmyk2rgb).
 */
export async function cmykToRgb(cmyk: Uint8Array): Promise<Uint8Array> {
  const rgb = new Uint8Array((cmyk.length / 4) * 3)
  for (let i = 0, o = 0; i < cmyk.length; i += 4) {
    if (i > 0 && i % slice === 0) await setImmediate()
    const light = 255 - cmyk[i + 3]!
    for (let c = 0; c < 3; c++) {
      const product = cmyk[i + c]! * light + 128
      rgb[o++] = light - (((product >> 8) + product) >> 8)
    }
  }
  return rgb
}
