import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DetectData, detectMutation, type Refused, type Run } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'
import { makePng } from '../image/makePng.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/image/decode', name))

async function detect(...files: [fileName: string, bytes: Uint8Array][]): Promise<(Run | Refused)[]> {
  const answer = await server.postMultipart<DetectData>(
    detectUploads(files.map(([fileName, bytes]) => ({ fileName, bytes }))),
  )
  expect(answer.errors).toEqual([])
  expect(answer.status).toBe(200)
  expect(answer.data.detect.userErrors).toEqual([])
  return answer.data.detect.results
}

async function detectInput(image: object) {
  const answer = await server.graphql<DetectData>(detectMutation, { input: { images: [image] } })
  expect(answer.status).toBe(200)
  return answer.data.detect.results[0]!
}

function isRun(result: Run | Refused | undefined): asserts result is Run {
  expect(result?.__typename).toBe('DetectionRun')
}

const text = (content: string) => Buffer.from(content)
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'

/** A file header of 54 bytes and one red pixel. */
const bitmap = Buffer.from(
  '424d3a000000000000003600000028000000010000000100000001001800000000000400000000000000000000000000000000000000ff0000ff00',
  'hex',
)

const unusable: [string, string, Uint8Array, RegExp][] = [
  ['row 18: a file of no bytes', 'IMAGE_EMPTY', Buffer.alloc(0), /0 bytes/],
  ['row 19: a JPEG that ends half-way', 'IMAGE_CORRUPT', scene(1).subarray(0, 20_000), /JPEG/],
  ['row 19: a JPEG that is its head alone', 'IMAGE_CORRUPT', scene(1).subarray(0, 300), /JPEG/],
  ['row 20: random bytes', 'IMAGE_UNSUPPORTED', Buffer.from('9f8c2d17a4e65b03c1f2', 'hex'), /JPEG, PNG or WebP/],
  ['row 21: an SVG', 'IMAGE_UNSUPPORTED', text(svg), /JPEG, PNG or WebP/],
  ['row 21: a PDF', 'IMAGE_UNSUPPORTED', text('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), /PDF/],
  ['row 21: an HTML page', 'IMAGE_UNSUPPORTED', text('<!doctype html><script>alert(1)</script>'), /JPEG, PNG or WebP/],
  ['row 21: a BMP', 'IMAGE_UNSUPPORTED', bitmap, /BMP/],
  ['row 22: 256 megapixels in 31 KB', 'IMAGE_TOO_LARGE', makePng(16_000, 16_000), /50 megapixels .* 16000 × 16000/],
  ['row 23: a header of 60000 × 60000', 'IMAGE_TOO_LARGE', makePng(60_000, 60_000, false), /60000 × 60000/],
]
test.each(unusable)('%s gives %s in its place, and the next image its boxes', async (_, code, bytes, says) => {
  const [refused, run] = await detect(['a photo.jpg', bytes], ['b.jpg', scene(1)])
  expect(refused).toMatchObject({ __typename: 'ImageError', code, index: 0, fileName: 'a photo.jpg' })
  expect(refused).toHaveProperty('message', expect.stringMatching(says))
  expect(refused).toHaveProperty('hint', expect.stringMatching(/\w/))
  isRun(run)
  expect(run.detections.length).toBeGreaterThan(0)
})

test('row 22: a bomb is refused on its header, in less time than its pixels would take', async () => {
  const began = performance.now()
  await detect(['bomb.png', makePng(16_000, 16_000)])
  expect(performance.now() - began).toBeLessThan(1000)
})

test('row 24: of an animated WebP the first frame counts', async () => {
  const still = await sharp(fixture('animated.webp')).png().toBuffer()
  const [animated, first] = await detect(['a.webp', fixture('animated.webp')], ['b.png', still])
  isRun(animated)
  isRun(first)
  expect(animated.detections.map(({ box }) => box)).toEqual(first.detections.map(({ box }) => box))
})

test('row 25: an image of one pixel and one of 1 × 16000 are valid', async () => {
  const [dot, line] = await detect(['dot.png', makePng(1, 1)], ['line.png', makePng(1, 16_000)])
  isRun(dot)
  isRun(line)
  expect(dot.image).toMatchObject({ width: 1, height: 1 })
  expect(line.image).toMatchObject({ width: 1, height: 16_000 })
})

test('row 26: however a picture is turned in its file, the boxes are those of the upright one', async () => {
  const upright = () => sharp(scene(2))
  const raw = async (image: Sharp) => sharp(await image.png().toBuffer())
  const stored: [number, () => Promise<Sharp>][] = [
    [1, async () => upright()],
    [2, async () => upright().flop()],
    [3, async () => upright().rotate(180)],
    [4, async () => upright().flip()],
    [5, async () => (await raw(upright().rotate(90))).flop()],
    [6, async () => upright().rotate(270)],
    [7, async () => (await raw(upright().rotate(90))).flip()],
    [8, async () => upright().rotate(90)],
  ]
  const files = await Promise.all(
    stored.map(async ([orientation, make]): Promise<[string, Buffer]> => {
      const pixels = await raw(await make())
      return [`${orientation}.png`, await pixels.withMetadata({ orientation }).png().toBuffer()]
    }),
  )
  const runs = await detect(...files)
  for (const [index, run] of runs.entries()) {
    isRun(run)
    isRun(runs[0])
    expect(run.image).toMatchObject({ orientation: index + 1, width: 640, height: 480 })
    expect(run.detections.map(({ box, score }) => ({ box, score }))).toEqual(
      runs[0].detections.map(({ box, score }) => ({ box, score })),
    )
  }
  expect(runs).toHaveLength(8)
})

const coloured = [
  'cmyk-adobe.jpg',
  'ycck.jpg',
  'grey.jpg',
  'grey-16.png',
  'rgb-16.png',
  'grey-alpha.png',
  'rgba.png',
  'palette.png',
]
test('row 27: CMYK, 16 bits, grey, alpha and palettes are decoded', async () => {
  const runs = await detect(...coloured.map((name): [string, Buffer] => [name, fixture(name)]))
  expect(runs.map(({ __typename }) => __typename)).toEqual(coloured.map(() => 'DetectionRun'))
})

test('row 28: a colour profile that is corrupt is left aside', async () => {
  const names = ['corrupt-icc.jpg', 'corrupt-icc.png', 'corrupt-icc.webp']
  const runs = await detect(...names.map((name): [string, Buffer] => [name, fixture(name)]))
  expect(runs.map(({ __typename }) => __typename)).toEqual(names.map(() => 'DetectionRun'))
})

describe('base64', () => {
  const encoded = scene(3).toString('base64')

  test('plain, wrapped, without padding and as a data URI give the same image', async () => {
    const forms = [
      encoded,
      encoded.replace(/.{76}/g, '$&\r\n'),
      encoded.replace(/=+$/, ''),
      `data:image/jpeg;base64,${encoded}`,
      `data:image/jpeg;charset=utf-8;base64,${encoded}`,
    ]
    for (const base64 of forms) {
      const run = await detectInput({ base64 })
      isRun(run)
      expect(run.image).toMatchObject({ width: 640, fileName: null })
    }
    const [row] = await server.sql('SELECT count(*)::int AS copies FROM image_bytes WHERE bytes = $1', [scene(3)])
    expect(row).toEqual({ copies: 1 })
  })

  test.each([
    ['a character that is none of base64', `${encoded.slice(0, 50)}!${encoded.slice(51)}`, /"!" at position 50/],
    ['a length that no bytes give', 'AAAAA', /5 digits/],
    ['a data URI of another type', `data:text/html;base64,${encoded}`, /"text\/html"/],
    ['a data URI that is not base64', 'data:image/png,abc', /data URI such as/],
  ])('row 29: %s is refused', async (_, base64, says) => {
    const refused = await detectInput({ base64 })
    expect(refused).toMatchObject({ __typename: 'ImageError', code: 'BASE64_INVALID' })
    expect(refused).toHaveProperty('message', expect.stringMatching(says))
  })

  test('row 18: an empty text is an empty image', async () => {
    expect(await detectInput({ base64: '' })).toMatchObject({ __typename: 'ImageError', code: 'IMAGE_EMPTY' })
  })

  test('row 30: more base64 than 4 MB is refused before it is decoded', async () => {
    const refused = await detectInput({ base64: `!${'A'.repeat(4 * 1024 * 1024)}` })
    expect(refused).toMatchObject({ __typename: 'ImageError', code: 'PAYLOAD_TOO_LARGE' })
    expect(refused).toHaveProperty('message', expect.stringMatching(/4194304 characters .* 4194305/))
  })
})

test('an address to fetch is refused, whatever it says', async () => {
  for (const url of ['https://example.com/a.jpg', 'file:///etc/passwd', 'http://127.0.0.1:1/'])
    expect(await detectInput({ url })).toMatchObject({ __typename: 'ImageError', code: 'URL_FORBIDDEN' })
})

test.each([
  'img_00000000000000000000000000000000',
  'upl_00000000000000000000000000000000',
  'x',
  '',
  "'; DROP TABLE image; --",
])('the id %j of an image or an upload that there is not', async id => {
  expect(await detectInput({ imageId: id })).toMatchObject({ code: 'IMAGE_NOT_FOUND', hint: expect.any(String) })
  expect(await detectInput({ uploadId: id })).toMatchObject({ code: 'UPLOAD_NOT_FOUND', hint: expect.any(String) })
})

test('row 39: a model that there is not is named, with those there are', async () => {
  const input = { images: [{ base64: scene(1).toString('base64') }], model: 'yolo' }
  const answer = await server.graphql<DetectData>(detectMutation, { input })
  expect(answer.status).toBe(200)
  expect(answer.data.detect).toEqual({
    results: [],
    userErrors: [
      {
        code: 'MODEL_NOT_FOUND',
        message: expect.stringContaining('"yolo"'),
        path: ['input', 'model'],
        hint: expect.stringContaining('demo'),
      },
    ],
  })
})

test('seventeen images, and none, are refused as a whole', async () => {
  const base64 = scene(1).toString('base64').slice(0, 100)
  for (const count of [0, 17]) {
    const input = { images: Array.from({ length: count }, () => ({ base64 })) }
    const { data } = await server.graphql<DetectData>(detectMutation, { input })
    expect(data.detect).toMatchObject({
      results: [],
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', 'images'] }],
    })
    expect(data.detect.userErrors[0]?.message).toContain(`1 to 16 images but received ${count}`)
  }
})

test('one bad image of sixteen gives fifteen runs and one error, each in its place, in one transaction', async () => {
  const files = Array.from({ length: 16 }, (_, index): [string, Buffer] => [`${index}.jpg`, scene(10 + index)])
  files[7] = ['7.jpg', scene(17).subarray(0, 9000)]
  const results = await detect(...files)
  expect(results.map(({ __typename }) => __typename)).toEqual(
    files.map((_, index) => (index === 7 ? 'ImageError' : 'DetectionRun')),
  )
  expect(results.map(result => ('image' in result ? result.image.fileName : result.fileName))).toEqual(
    files.map(([fileName]) => fileName),
  )
  expect(results[7]).toMatchObject({ index: 7, code: 'IMAGE_CORRUPT' })
  const ids = results.flatMap(result => ('image' in result ? [result.id.replace('run_', '')] : []))
  const [row] = await server.sql(
    `WITH run AS (SELECT xmin::text AS transaction, * FROM detection_run WHERE id = ANY($1::uuid[])), written AS (
       SELECT transaction FROM run
       UNION ALL SELECT xmin::text FROM image WHERE id IN (SELECT image_id FROM run)
       UNION ALL SELECT xmin::text FROM image_bytes WHERE image_id IN (SELECT image_id FROM run)
       UNION ALL SELECT xmin::text FROM detection WHERE run_id IN (SELECT id FROM run))
     SELECT (SELECT count(*)::int FROM run) AS runs, (SELECT count(DISTINCT created_at)::int FROM run) AS moments,
       count(DISTINCT transaction)::int AS transactions FROM written`,
    [ids],
  )
  expect(row).toEqual({ runs: 15, transactions: 1, moments: 1 })
})

test('the same bytes, twice in a call and again later, are one image with three runs', async () => {
  const [first, second] = await detect(['first.jpg', scene(40)], ['second.jpg', scene(40)])
  const [third] = await detect(['third.jpg', scene(40)])
  isRun(first)
  isRun(second)
  isRun(third)
  expect(new Set([first.image.id, second.image.id, third.image.id]).size).toBe(1)
  expect(new Set([first.id, second.id, third.id]).size).toBe(3)
  expect(third.image.fileName).toBe('first.jpg')
})

test('the same new image in eight calls at once is stored once, and no call fails', async () => {
  const runs = (await Promise.all(Array.from({ length: 8 }, () => detect(['x.jpg', scene(41)])))).flat()
  expect(new Set(runs.map(run => 'image' in run && run.image.id)).size).toBe(1)
  expect(runs).toHaveLength(8)
})

test('an error names the file of an upload as its address did', async () => {
  const body = new Uint8Array(scene(5).subarray(0, 2000))
  const upload = await server.send('/uploads/holiday.jpg', { method: 'PUT', body })
  const { id } = JSON.parse(upload.text) as { id: string }
  expect(await detectInput({ uploadId: id })).toMatchObject({ code: 'IMAGE_CORRUPT', fileName: 'holiday.jpg' })
})

test('an upload and a stored image are detected like the file itself', async () => {
  const upload = await server.send('/uploads/scene%20five.jpg', { method: 'PUT', body: new Uint8Array(scene(5)) })
  expect(upload.status).toBe(201)
  const { id } = JSON.parse(upload.text) as { id: string }
  const byUpload = await detectInput({ uploadId: id })
  isRun(byUpload)
  expect(byUpload.image.fileName).toBe('scene five.jpg')
  const byImage = await detectInput({ imageId: byUpload.image.id })
  isRun(byImage)
  const [byFile] = await detect(['scene five.jpg', scene(5)])
  isRun(byFile)
  expect(byImage.image).toEqual(byUpload.image)
  expect(byFile.image).toEqual(byUpload.image)
  const found = ({ detections }: Run) => detections.map(({ box, score, category }) => ({ box, score, category }))
  expect(found(byUpload)).toEqual(found(byFile))
  expect(found(byImage)).toEqual(found(byFile))
})

const names: [string, string, string][] = [
  ['in another folder', '..%2F..%2Fetc%2Fpasswd', 'passwd'],
  ['in a folder of Windows', 'C%3A%5Cphotos%5Ca.jpg', 'a.jpg'],
  ['with a NUL and a line feed', 'a%00b%0Ac.jpg', 'abc.jpg'],
  ['of 1,000 characters', `${'x'.repeat(1000)}.jpg`, 'x'.repeat(255)],
  ['in another script', '%E3%83%9E%E3%83%B3%20%F0%9F%98%80.jpg', 'マン 😀.jpg'],
]
test.each(names)('a file name %s is kept as a plain name', async (_, given, kept) => {
  const bytes = new Uint8Array(Buffer.concat([scene(42), Buffer.from(given)]))
  const upload = await server.send(`/uploads/${given}`, { method: 'PUT', body: bytes })
  expect(upload.status).toBe(201)
  const { id } = JSON.parse(upload.text) as { id: string }
  const byUpload = await detectInput({ uploadId: id })
  isRun(byUpload)
  expect(byUpload.image.fileName).toBe(kept)
})

test('the name in a form is kept as a plain name', async () => {
  const [run] = await detect(['../../ü x.jpg', Buffer.concat([scene(43), Buffer.alloc(5)])])
  isRun(run)
  expect(run.image.fileName).toBe('ü x.jpg')
})
