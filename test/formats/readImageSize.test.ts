import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readImageSize } from '../../src/formats/readImageSize.ts'
import { folderOf } from './folderOf.ts'

test.each(['jpeg', 'png', 'webp'] as const)('a large %s on its side is as wide as it is upright', async format => {
  const noise = sharp(randomBytes(900 * 700 * 3), { raw: { width: 900, height: 700, channels: 3 } })
  const bytes = await noise.withMetadata({ orientation: 6 }).toFormat(format, { quality: 100 }).toBuffer()
  expect(bytes.length).toBeGreaterThan(256 * 1024)
  const path = join(folderOf({ photo: bytes }), 'photo')
  expect(await readImageSize(path, 'DATASET_INVALID')).toEqual({ width: 700, height: 900 })
})

test('a JPEG whose size comes after a long preview is read whole', async () => {
  const pixels = { create: { width: 40, height: 20, channels: 3, background: 'red' } } as const
  const jpeg = await sharp(pixels).jpeg().toBuffer()
  const preview = Buffer.concat([Buffer.from([0xff, 0xe9, 0xff, 0xff]), Buffer.alloc(0xfffd)])
  const bytes = Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: 5 }, () => preview), jpeg.subarray(2)])
  const path = join(folderOf({ photo: bytes }), 'photo')
  expect(await readImageSize(path, 'DATASET_INVALID')).toEqual({ width: 40, height: 20 })
})

test('a file that is no picture, or none, is told by its name', async () => {
  const folder = folderOf({ 'a.bmp': 'BM junk' })
  await expect(readImageSize(join(folder, 'a.bmp'), 'DATASET_INVALID')).rejects.toMatchObject({
    code: 'DATASET_INVALID',
    message: `'${folder}/a.bmp': expected a JPEG, PNG or WebP image but received BMP.`,
    hint: 'Convert it to JPEG, PNG or WebP.',
  })
  await expect(readImageSize(join(folder, 'none.jpg'), 'DATASET_INVALID')).rejects.toMatchObject({
    message: `'${folder}/none.jpg': expected a file but it does not exist.`,
  })
})
