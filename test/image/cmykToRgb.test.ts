import { expect, test } from 'vitest'
import { cmykToRgb } from '../../src/image/cmykToRgb.ts'
import { cpuOf } from '../helper/cpuOf.ts'

test('while 49 megapixels are converted everything else gets its turns', async () => {
  const cmyk = new Uint8Array(4 * 49_000_000).fill(77)
  const { stretch } = await cpuOf(() => cmykToRgb(cmyk))
  expect(stretch).toBeLessThan(100)
})
