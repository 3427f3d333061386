import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makers, makeTar, makeZip } from '../archive/makeArchives.ts'
import { folderOf } from '../formats/folderOf.ts'
import { eventually } from '../helper/eventually.ts'
import { makePng } from '../image/makePng.ts'
import { openDatasetLab } from './datasetLab.ts'

let lab: Awaited<ReturnType<typeof openDatasetLab>>
beforeAll(async () => {
  lab = await openDatasetLab()
})
afterAll(() => lab.close())

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/image/decode', name))

/** A picture like no other of this size. */
let made = 0
const png = (width = 30, height = 20) => Buffer.concat([makePng(width, height), Buffer.from(`${made++}`)])

type Sized = { width?: number; height?: number }

/** A new dataset of images of these names; of 30 × 20 unless told. */
async function datasetOf(names: readonly string[], { orientation, ...size }: Sized & { orientation?: 'RAW' } = {}) {
  const images = names.map((file_name, id) => ({ id, file_name, ...{ width: 30, height: 20, ...size } }))
  const content = JSON.stringify({ images, annotations: [], categories: [{ id: 1, name: `${made++}` }] })
  return (await lab.create('x.json', content, orientation && { orientation })).datasetId
}

/** Names of the dataset's images that have a photo, with its hash. */
async function photosOf(datasetId: string): Promise<Record<string, string>> {
  const { groundTruth, photos } = await lab.groundTruth(datasetId)
  const found = photos.flatMap((photo, image) => (photo ? [[groundTruth.images.fileNames[image], photo.sha256]] : []))
  return Object.fromEntries(found)
}

const stored = async () => {
  const { rows } = await lab.admin.query(
    'SELECT (SELECT count(*) FROM image)::int AS a, count(*)::int AS b FROM image_bytes',
  )
  return [rows[0].a, rows[0].b]
}

test('photos come one by one, in an archive, as stored images, and keep the bytes that they came with', async () => {
  const datasetId = await datasetOf(['a.png', 'b.png', 'c.png', 'd.png'])
  const [a, b, c] = [png(), png(), png()]
  const first = await lab.add(datasetId, [await lab.upload('a.png', a)])
  expect(first).toEqual({ received: 1, added: 1, unchanged: 0, refused: 0, missing: 3, problems: [] })
  await lab.add(await datasetOf(['c.png']), [await lab.upload('c.png', c)])
  const { rows } = await lab.admin.query("SELECT id FROM image WHERE file_name = 'c.png'")
  const report = await lab.add(datasetId, [
    await lab.upload('rest.zip', await makeZip({ 'photos/b.png': b, 'labels/b.txt': 'x', LICENSE: 'x' })),
    { imageId: rows[0].id },
  ])
  expect(report).toEqual({ received: 2, added: 2, unchanged: 0, refused: 0, missing: 1, problems: [] })
  const { photos } = await lab.groundTruth(datasetId)
  for (const [index, bytes] of [a, b, c].entries())
    expect(Buffer.from((await lab.store.images.readBytes(photos[index]!.imageId))!)).toEqual(bytes)
  expect(photos[0]).toMatchObject({ width: 30, height: 20, orientation: 1 })
})

test('the same bytes are stored once, for all images and datasets that have them', async () => {
  const [one, other] = [await datasetOf(['a.png', 'b.png']), await datasetOf(['a.png'])]
  const bytes = png()
  const [images] = await stored()
  const archive = await makeZip({ 'a.png': bytes, 'b.png': bytes })
  expect(await lab.add(one, [await lab.upload('a.zip', archive)])).toMatchObject({ added: 2, missing: 0 })
  expect(await lab.add(other, [await lab.upload('a.png', bytes)])).toMatchObject({ added: 1, missing: 0 })
  expect(await stored()).toEqual([images! + 1, images! + 1])
})

test('a photo that is there already stays: the same again is fine, another one is a problem', async () => {
  const datasetId = await datasetOf(['a.png'])
  const [bytes, other] = [png(), png()]
  const archive = await makeZip({ '1/a.png': bytes, '2/a.png': bytes, '3/a.png': other })
  expect(await lab.add(datasetId, [await lab.upload('a.zip', archive)])).toMatchObject({
    ...{ received: 3, added: 1, unchanged: 1, refused: 1, missing: 0 },
    problems: [{ code: 'IMAGE_IN_USE', fileName: '3/a.png' }],
  })
  expect(await lab.add(datasetId, [await lab.upload('a.png', bytes)])).toMatchObject({ unchanged: 1, refused: 0 })
  expect(await lab.add(datasetId, [await lab.upload('a.png', other)])).toMatchObject({ added: 0, refused: 1 })
  expect(Object.keys(await photosOf(datasetId))).toEqual(['a.png'])
})

test('what cannot be used is a problem with its name in the archive, and the rest is used', async () => {
  const datasetId = await datasetOf(['a.png', 'empty.png', 'text.png', 'half.jpg', 'big.png', 'small.png', 'gif.gif'])
  const content = {
    ...{
      'a.png': png(),
      'in/empty.png': '',
      'in/text.png': 'hello',
      'in/half.jpg': fixture('rgb.jpg').subarray(0, 40),
    },
    ...{ 'in/big.png': Buffer.concat([png(), Buffer.alloc(3000, 'x')]), 'in/small.png': png(29, 20) },
    ...{ 'in/gif.gif': 'GIF89a\x01\x00\x01\x00', 'in/who.png': png(), 'in/huge.png': png() },
  }
  const report = await lab.add(datasetId, [await lab.upload('a.zip', await makeZip(content))], { maxImageBytes: 2000 })
  expect(report).toMatchObject({ received: 9, added: 1, refused: 8, missing: 6 })
  expect(report.problems.map(({ code, fileName }) => [fileName, code])).toEqual([
    ['in/empty.png', 'IMAGE_EMPTY'],
    ['in/text.png', 'IMAGE_UNSUPPORTED'],
    ['in/half.jpg', 'IMAGE_CORRUPT'],
    ['in/big.png', 'PAYLOAD_TOO_LARGE'],
    ['in/small.png', 'IMAGE_SIZE_MISMATCH'],
    ['in/gif.gif', 'IMAGE_UNSUPPORTED'],
    ['in/who.png', 'IMAGE_NOT_IN_GROUND_TRUTH'],
    ['in/huge.png', 'IMAGE_NOT_IN_GROUND_TRUTH'],
  ])
})

test('of each kind of problem ten are told, and all are counted', async () => {
  const datasetId = await datasetOf(['a.png'])
  const strangers = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`s${index}.png`, 'x']))
  const report = await lab.add(datasetId, [await lab.upload('a.zip', await makeZip({ ...strangers, 'a.png': 'x' }))])
  expect(report.refused).toBe(31)
  expect(report.problems.map(({ code }) => code)).toEqual([
    ...Array(10).fill('IMAGE_NOT_IN_GROUND_TRUTH'),
    'IMAGE_UNSUPPORTED',
  ])
})

test.each([
  ['UPRIGHT', 17, 23, []],
  [
    'UPRIGHT',
    23,
    17,
    [
      "'orientation-6.jpg' is 17×23 upright (EXIF orientation 6); the ground truth says 23×17.",
      'Create the dataset with orientation: RAW if boxes were drawn on unrotated pixels (they are then turned upright).',
    ],
  ],
  ['RAW', 23, 17, []],
  [
    'RAW',
    17,
    23,
    [
      "'orientation-6.jpg' is 23×17 unrotated (EXIF orientation 6); the ground truth says 17×23.",
      'Create the dataset with orientation: UPRIGHT: boxes were drawn on the photo as it is shown.',
    ],
  ],
] as const)(
  'a photo that EXIF turns fits a dataset that is %s and says %d × %d, or is told why not',
  async (orientation, width, height, expected) => {
    const datasetId = await datasetOf(['orientation-6.jpg'], {
      width,
      height,
      ...(orientation === 'RAW' && { orientation }),
    })
    const { added, problems } = await lab.add(datasetId, [
      await lab.upload('orientation-6.jpg', fixture('orientation-6.jpg')),
    ])
    expect(added).toBe(expected.length === 0 ? 1 : 0)
    expect(problems.flatMap(({ message, hint }) => [message, hint])).toEqual(expected)
  },
)

test('a ground truth that gives no sizes takes any', async () => {
  const datasetId = await datasetOf(['a.png'], { width: 0, height: 0 })
  expect(await lab.add(datasetId, [await lab.upload('a.png', png(7, 9))])).toMatchObject({ added: 1 })
})

test('folders tell images of one name apart; without them the photo is a problem', async () => {
  const datasetId = await datasetOf(['train/a.png', 'val/a.png'])
  const [train, val] = [png(), png()]
  expect(await lab.add(datasetId, [await lab.upload('a.png', train)])).toMatchObject({
    refused: 1,
    problems: [{ code: 'IMAGE_NOT_IN_GROUND_TRUTH', message: "'a.png' may be 'train/a.png' or 'val/a.png'." }],
  })
  const archive = await makeZip({ 'set/images/train/a.png': train, 'set/images/val/a.png': val })
  expect(await lab.add(datasetId, [await lab.upload('a.zip', archive)])).toMatchObject({ added: 2, missing: 0 })
  const hashes = await photosOf(datasetId)
  expect(hashes['train/a.png']).not.toBe(hashes['val/a.png'])
})

test('a name is the same with accents of one character or of two', async () => {
  const datasetId = await datasetOf(['Stra\u00dfe/Z\u00fcrich.png'.normalize('NFD')])
  const archive = await makeZip({ ['Z\u00fcrich.png'.normalize('NFC')]: png() })
  expect(await lab.add(datasetId, [await lab.upload('a.zip', archive)])).toMatchObject({ added: 1 })
})

test.each(makers)('photos packed as %s are taken without what lies hidden beside them', async (_, pack) => {
  const datasetId = await datasetOf(['a.png'])
  const archive = await pack({ '__MACOSX/._a.png': 'x', '.hidden/a.png': 'x', 'a.png': png(), 'a.xml': 'x' })
  expect(await lab.add(datasetId, [await lab.upload('a', archive)])).toMatchObject({ received: 1, added: 1 })
})

test('an archive that is broken refuses the call', async () => {
  const datasetId = await datasetOf(['a.png', 'b.png'])
  const archive = await makeTar({ 'a.png': png(), 'b.png': png() })
  await expect(lab.add(datasetId, [await lab.upload('a.tar', archive.subarray(0, 1800))])).rejects.toMatchObject({
    code: 'ARCHIVE_INVALID',
  })
})

test('a call with an id that there is not adds nothing', async () => {
  const names = Array.from({ length: 70 }, (_, index) => `${index}.png`)
  const datasetId = await datasetOf(names)
  // More than one transaction takes.
  const photo = await lab.upload('a.zip', await makeZip(Object.fromEntries(names.map(name => [name, png()]))))
  const nobody = '00000000-0000-0000-0000-000000000000'
  await expect(lab.add(datasetId, [photo, { uploadId: nobody }])).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' })
  await expect(lab.add(datasetId, [photo, { imageId: nobody }])).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND' })
  await expect(lab.add(nobody, [photo])).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' })
  expect(await photosOf(datasetId)).toEqual({})
})

test('a folder of this machine is searched with the folders in it', async () => {
  const datasetId = await datasetOf(['a.png', 'b.png', 'c.png'])
  const archive = await makeZip({ 'c.png': png() })
  const folder = folderOf({ 'a.png': png(), 'deep/er/b.png': png(), 'notes.txt': 'x', 'c.zip': archive })
  expect(await lab.add(datasetId, [{ path: folder }])).toMatchObject({ received: 2, added: 2, missing: 1 })
  expect(await lab.add(datasetId, [{ path: join(folder, 'c.zip') }, { path: join(folder, 'a.png') }])).toMatchObject({
    ...{ received: 2, added: 1, unchanged: 1, missing: 0 },
  })
})

test('a link that leads nowhere, or to itself, is a problem of that photo; what lies in a folder is taken once', async () => {
  const datasetId = await datasetOf(['a.png', 'b.png', 'c.png'])
  const folder = folderOf({ 'in/a.png': png() })
  for (const [name, target] of [
    ['in/b.png', 'nothing.png'],
    ['in/c.png', 'c.png'],
    ['in/up', '..'],
  ] as const)
    symlinkSync(target, join(folder, name))
  const { problems, ...counts } = await lab.add(datasetId, [{ path: folder }])
  expect(counts).toEqual({ received: 3, added: 1, unchanged: 0, refused: 2, missing: 2 })
  expect(problems.map(({ code, message }) => [code, message.replace(folder, '')])).toEqual([
    ['IMAGE_NOT_FOUND', "'/in/b.png': expected a file but it does not exist."],
    ['IMAGE_NOT_FOUND', "'/in/c.png': expected a file but it is a link that leads back to itself."],
  ])
})

test('of a dataset that was evaluated other photos are refused as a whole, the same ones are fine', async () => {
  const datasetId = await datasetOf(['a.png', 'b.png'])
  const bytes = png()
  await lab.add(datasetId, [await lab.upload('a.png', bytes)])
  await lab.admin.query('UPDATE dataset SET frozen_at = now() WHERE id = $1', [datasetId])
  expect(await lab.add(datasetId, [await lab.upload('a.png', bytes)])).toMatchObject({ unchanged: 1, missing: 1 })
  const archive = await makeZip({ 'a.png': bytes, 'b.png': png() })
  await expect(lab.add(datasetId, [await lab.upload('a.zip', archive)])).rejects.toMatchObject({
    code: 'DATASET_FROZEN',
    status: 409,
  })
  expect(Object.keys(await photosOf(datasetId))).toEqual(['a.png'])
})

test('an evaluation that begins at the same moment is not slipped a photo', async () => {
  const datasetId = await datasetOf(['a.png'])
  const photo = await lab.upload('a.png', png())
  const before = await stored()
  const client = await lab.admin.connect()
  await client.query('BEGIN')
  await client.query('UPDATE dataset SET frozen_at = now() WHERE id = $1', [datasetId])
  const adding = lab.add(datasetId, [photo])
  const refused = expect(adding).rejects.toMatchObject({ code: 'DATASET_FROZEN' })
  await eventually(async () => expect((await client.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount).toBe(1))
  await client.query('COMMIT')
  client.release()
  await refused
  expect(await photosOf(datasetId)).toEqual({})
  expect(await stored()).toEqual(before)
})

test('two calls that bring photos of the same images at once give each image one', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `${index}.png`)
  const datasetId = await datasetOf(names)
  const archives = await Promise.all(
    [1, 2].map(async () => makeZip(Object.fromEntries(names.map(name => [name, png()])))),
  )
  const uploads = await Promise.all(archives.map(archive => lab.upload('a.zip', archive)))
  const reports = await Promise.all(uploads.map(upload => lab.add(datasetId, [upload])))
  expect(reports.reduce((sum, { added }) => sum + added, 0)).toBe(20)
  expect(reports.reduce((sum, { refused }) => sum + refused, 0)).toBe(20)
  expect(reports.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual(Array(10).fill('IMAGE_IN_USE'))
  expect(Object.keys(await photosOf(datasetId))).toHaveLength(20)
})

test('photos beyond one batch are all stored', async () => {
  const names = Array.from({ length: 150 }, (_, index) => `${index}.png`)
  const datasetId = await datasetOf(names)
  const archive = await makeZip(Object.fromEntries(names.map(name => [name, png()])))
  expect(await lab.add(datasetId, [await lab.upload('a.zip', archive)])).toMatchObject({ added: 150, missing: 0 })
  expect(Object.keys(await photosOf(datasetId))).toHaveLength(150)
})
