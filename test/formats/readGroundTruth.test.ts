import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readGroundTruth } from '../../src/formats/readGroundTruth.ts'
import { makePng } from '../image/makePng.ts'
import { scenes, scenesFolder } from './demoScenes.ts'
import { folderOf } from './folderOf.ts'
import { objectsOf } from './objectsOf.ts'
import { csvText, vocFiles, yoloFiles } from './scenesAs.ts'

const png = makePng(8, 8)
const xml = '<annotation><filename>a.png</filename></annotation>'
const coco = JSON.stringify({ images: [{ id: 1, file_name: 'a.png' }], annotations: [], categories: [] })
const csv = 'image,label,x,y,w,h\na.png,,,,,\n'

test.each([
  ['COCO', 'val.json', { 'val.json': coco }],
  ['COCO', 'annotations', { annotations: `\ufeff\n${coco}` }],
  ['CSV', 'val.csv', { 'val.csv': csv }],
  ['CSV', 'val.TSV', { 'val.TSV': csv.replaceAll(',', '\t') }],
  ['YOLO', 'set.yaml', { 'set.yaml': 'names: [dog]', 'a.png': png, 'a.txt': '' }],
  ['YOLO', '', { 'data.yaml': 'names: [dog]', 'a.png': png, 'a.txt': '' }],
  ['YOLO', '', { 'images/a.png': png, 'labels/a.txt': '' }],
  ['YOLO', 'cfg', { 'cfg/data.yaml': 'path: ../set\nval: images', 'set/images/a.png': png, 'set/labels/a.txt': '' }],
  ['YOLO', 'images/val', { 'images/val/a.png': png, 'labels/val/a.txt': '' }],
  ['YOLO', '', { 'a.png': png, 'a.txt': '' }],
  [
    'VOC',
    '',
    { 'Annotations/a.xml': xml, 'ImageSets/Main/val.txt': 'a', 'JPEGImages/a.png': png, 'classes.txt': 'dog' },
  ],
  ['VOC', '', { 'a.xml': xml, 'a.png': png, 'README.txt': '' }],
] as [string, string, Record<string, string | Uint8Array>][])('%s is told by %j', async (format, inside, files) => {
  const read = await readGroundTruth(join(folderOf(files), inside))
  expect(read.format).toBe(format)
  expect(read.groundTruth.images.fileNames).toEqual(['a.png'])
  expect(read.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(read.notes).toEqual([])
})

test('what the caller says goes before what the path looks like', async () => {
  const both = { 'Annotations/a.xml': xml, 'images/a.png': png, 'labels/a.txt': '' }
  expect((await readGroundTruth(folderOf(both), { format: 'VOC' })).format).toBe('VOC')
  expect((await readGroundTruth(folderOf(both), { format: 'YOLO' })).format).toBe('YOLO')
  const read = await readGroundTruth(join(folderOf({ 'val.txt': csv }), 'val.txt'), { format: 'CSV' })
  expect(read.groundTruth.images.fileNames).toEqual(['a.png'])
})

const all = 'expected COCO JSON (a file .json or .json.gz), YOLO (a folder with data.yaml or label files .txt), '

test.each([
  [
    '',
    { 'a.xml': xml, 'a.png': png, 'labels/b.txt': '' },
    'expected one format, found signs of YOLO (a folder with',
    undefined,
  ],
  ['', { 'a.docx': '', 'b.png': png, 'c.png': png }, `${all}`, undefined],
  ['', { 'a.docx': '', 'b.png': png, 'c.png': png }, "found 2 .png ('b.png' …), 1 .docx ('a.docx').", undefined],
  ['', {}, 'found an empty folder.', undefined],
  ['', { 'a/val.json': coco, 'b.csv': '' }, 'found ', /^Give the file itself: '.*\/a\/val\.json', '.*\/b\.csv'\.$/],
  ['none.json', {}, 'expected a file but it does not exist.', undefined],
  ['a.zip', { 'a.zip': 'PK\x03\x04' }, 'found a ZIP archive.', /^Unpack it/],
  ['a.xml', { 'a.xml': xml }, 'found a file of one image.', /^Give the folder/],
  ['a.txt', { 'a.txt': '0 .5 .5 1 1' }, 'found a file of one image.', /^Give the folder/],
  ['data', { data: '' }, 'found an empty file.', undefined],
  ['data', { data: 'hello, you' }, 'found a file that begins with "hello, you".', undefined],
] as [string, Record<string, string | Uint8Array>, string, RegExp | undefined][])(
  '%# what cannot be told says what was looked for and found',
  async (inside, files, message, hint) => {
    await expect(readGroundTruth(join(folderOf(files), inside))).rejects.toMatchObject({
      code: 'DATASET_INVALID',
      message: expect.stringContaining(message),
      ...(hint && { hint: expect.stringMatching(hint) }),
    })
  },
)

test('a pipe is read once, as COCO', async () => {
  const pipe = join(folderOf({}), 'pipe')
  execFileSync('mkfifo', [pipe])
  const writing = writeFile(pipe, coco)
  expect((await readGroundTruth(pipe)).groundTruth.images.fileNames).toEqual(['a.png'])
  await writing
})

test('the hash of a file is that of its bytes', async () => {
  for (const [name, content] of [
    ['val.json', coco],
    ['val.csv', csv],
  ] as const) {
    const { sha256 } = await readGroundTruth(join(folderOf({ [name]: content }), name))
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'))
  }
})

const whole = () => readGroundTruth(join(scenesFolder, 'instances.json'))

test('the demo scenes written as YOLO are read back', async () => {
  const folder = folderOf(yoloFiles())
  mkdirSync(join(folder, 'images'))
  for (const { file_name } of scenes.images) {
    copyFileSync(join(scenesFolder, file_name), join(folder, 'images', file_name))
  }
  const { groundTruth, format } = await readGroundTruth(folder)
  expect(format).toBe('YOLO')
  expect(objectsOf(groundTruth)).toEqual(objectsOf((await whole()).groundTruth))
  expect(groundTruth.images).toEqual({ ...(await whole()).groundTruth.images, madeUpIds: true })
  expect(groundTruth.categories).toHaveLength(80)
})

test('the demo scenes written as Pascal VOC are read back', async () => {
  const { groundTruth } = await readGroundTruth(folderOf(vocFiles()))
  expect(objectsOf(groundTruth)).toEqual(objectsOf((await whole()).groundTruth))
  expect(groundTruth.images).toEqual({ ...(await whole()).groundTruth.images, madeUpIds: true })
})

test.each(['SIZE', 'CORNERS'] as const)('the demo scenes written as CSV (%s) are read back', async form => {
  const { groundTruth } = await readGroundTruth(join(folderOf({ 'scenes.csv': csvText(form) }), 'scenes.csv'))
  const { groundTruth: original } = await whole()
  expect(objectsOf(groundTruth)).toEqual(objectsOf(original))
  expect(groundTruth.annotations.areas).toEqual(original.annotations.areas)
  expect(groundTruth.images).toEqual({ ...original.images, madeUpIds: true })
  expect(groundTruth.defaulted).toEqual({ iscrowd: 0, area: 0 })
})

test.each(['val.json.gz', 'val.csv.gz'])('%s is unpacked', async name => {
  const bytes = gzipSync(name.includes('json') ? coco : csv)
  const { groundTruth } = await readGroundTruth(join(folderOf({ [name]: bytes }), name))
  expect(groundTruth.images.fileNames).toEqual(['a.png'])
})
