import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readImageHeader } from '../../src/image/readImageHeader.ts'
import { makePng } from './makePng.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/image/decode', name))
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

test('0 bytes are an empty image', async () => {
  await expect(readImageHeader(new Uint8Array())).rejects.toMatchObject({ code: 'IMAGE_EMPTY' })
})

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ['SVG', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg/>'],
  ['HTML', '\n<!DOCTYPE html><html><body><svg-like>Not found</html>'],
  ['HTML', '<HTML><img src="cat.jpg"></HTML>'],
  ['XML', '<?xml version="1.0"?><feed/>'],
  ['PDF', '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'],
  ['BMP', `BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0${'\0'.repeat(50)}`],
  ['GIF', 'GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04'],
  ['TIFF', 'II*\0\x08\0\0\0\x01\0\0\x01\x03\0\x01\0\0\0\x10\0\0\0\0\0\0\0'],
  ['HEIC or HEIF', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
  ['HEIC or HEIF', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic'],
  ['AVIF', '\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf'],
  ['ZIP', 'PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ['a file of an unknown type', 'what is this'],
  ['a file of an unknown type', '\x8f\x01\x77\xfe\x13\x90\xaa\x42\x00\x61\xd2\x07\x3b\x91'],
  ['a file of an unknown type', '\xff\xd8'],
  ['a file of an unknown type', 'RAFF\x10\0\0\0WEBPVP8 junkjunk'],
])('%s is unsupported and named', async (name, text) => {
  await expect(readImageHeader(latin1(text))).rejects.toMatchObject({
    code: 'IMAGE_UNSUPPORTED',
    message: `Expected a JPEG, PNG or WebP image but received ${name}.`,
    hint: 'Convert it to JPEG, PNG or WebP.',
  })
})

test.each([
  ['JPEG', '\xff\xd8\xff\xe0junk'],
  ['PNG', '\x89PNG\r\n\x1a\n'],
  ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDRjunk'],
  ['WEBP', 'RIFF\x10\0\0\0WEBPVP8 junkjunk'],
])('a %s signature before junk is corrupt, not unsupported', async (format, text) => {
  await expect(readImageHeader(latin1(text))).rejects.toMatchObject({
    code: 'IMAGE_CORRUPT',
    message: expect.stringMatching(`^Expected a whole ${format} image but it cannot be decoded: [^:].+[^.:]\\.$`),
  })
})

test('a header of 60000 by 60000 without any pixels is too large and its size is told', async () => {
  await expect(readImageHeader(makePng(60_000, 60_000, false))).rejects.toMatchObject({
    code: 'IMAGE_TOO_LARGE',
    message: 'Expected an image of at most 50 megapixels and 32768 pixels a side but received 60000 × 60000.',
  })
})

test.each([
  [
    'JPEG',
    '\xff\xd8\xff\xff\xe0\0\x04ab\xff\xc4\0\x0b\0\0\x01\0\x01\0\0\0\0\xff\xc2\0\x0b\x08\xea\x60\xea\x60\x01\x01\x11\0',
    '60000 × 60000',
  ],
  ['WebP with VP8X', 'RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x5f\xea\0\x5f\xea\0', '60000 × 60000'],
  ['WebP with VP8L', 'RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f\xff\xff\xff\x0f\0\0\0\0\0', '16384 × 16384'],
  ['WebP with VP8', 'RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x50\x01\0\x9d\x01\x2a\xff\x3f\xff\x3f', '16383 × 16383'],
])('a %s header of too many pixels is too large even when nothing follows it', async (_, text, size) => {
  await expect(readImageHeader(latin1(text))).rejects.toMatchObject({
    code: 'IMAGE_TOO_LARGE',
    message: expect.stringContaining(`received ${size}.`),
  })
})

test.each([
  [32_769, 1],
  [1, 32_769],
  [7072, 7072],
])('%i × %i is over the limits', async (width, height) => {
  await expect(readImageHeader(makePng(width, height, false))).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' })
})

test.each([
  [32_768, 1],
  [1, 16_000],
  [10_000, 5000],
])('%i × %i is within the limits', async (width, height) => {
  expect(await readImageHeader(makePng(width, height))).toEqual({ format: 'PNG', width, height, orientation: 1 })
})

test('limits of the caller take the place of the usual ones', async () => {
  await expect(readImageHeader(makePng(11, 10), { maxPixels: 100, maxSide: 50 })).rejects.toMatchObject({
    code: 'IMAGE_TOO_LARGE',
  })
})

test('a size that only the decoder finds, behind stray bytes, is held to the limits too', async () => {
  const bytes = read('rgb.jpg')
  const stray = Buffer.concat([bytes.subarray(0, 20), Buffer.from([0, 0]), bytes.subarray(20)])
  expect(await readImageHeader(stray)).toMatchObject({ width: 23, height: 17 })
  await expect(readImageHeader(stray, { maxPixels: 100, maxSide: 50 })).rejects.toMatchObject({
    code: 'IMAGE_TOO_LARGE',
  })
})

test('width and height are those of the upright image when the file lies on its side', async () => {
  expect(await readImageHeader(read('orientation-6.jpg'))).toEqual({
    format: 'JPEG',
    width: 17,
    height: 23,
    orientation: 6,
  })
  expect(await readImageHeader(read('orientation-3.webp'))).toEqual({
    format: 'WEBP',
    width: 23,
    height: 17,
    orientation: 3,
  })
})

test('only the JPEG, PNG and WebP loaders of buffers are open in a process that reads images', () => {
  const script = `
    import sharp from 'sharp'
    import './src/image/openImage.ts'
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
    const file = 'test/fixtures/image/decode/rgb.png'
    for (const input of [svg, gif, file]) console.log(await sharp(input).metadata().then(() => 'open', () => 'blocked'))
  `
  const output = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
  })
  expect(output).toBe('blocked\nblocked\nblocked\n')
})
