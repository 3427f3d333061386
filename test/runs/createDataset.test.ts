import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGroundTruth } from '../../src/formats/readGroundTruth.ts'
import { makeZip } from '../archive/makeArchives.ts'
import { scenesFolder } from '../formats/demoScenes.ts'
import { folderOf } from '../formats/folderOf.ts'
import { objectsOf } from '../formats/objectsOf.ts'
import { csvText } from '../formats/scenesAs.ts'
import { makePng } from '../image/makePng.ts'
import { openDatasetLab } from './datasetLab.ts'
import { smallCoco as coco } from './smallCoco.ts'

let lab: Awaited<ReturnType<typeof openDatasetLab>>
beforeAll(async () => {
  lab = await openDatasetLab()
})
afterAll(() => lab.close())

const instances = readFileSync(join(scenesFolder, 'instances.json'))
const png = Buffer.from(makePng(30, 20))
const whole = async () => (await readGroundTruth(join(scenesFolder, 'instances.json'))).groundTruth

describe('a file', () => {
  test.each([
    ['COCO', 'instances.json', instances],
    ['COCO', 'instances.json.gz', gzipSync(instances)],
    ['COCO', null, instances],
    ['CSV', 'scenes.csv', csvText('SIZE')],
    ['CSV', 'scenes.tsv.gz', gzipSync(csvText('CORNERS').replaceAll(',', '\t'))],
  ])('of %s called %s has the demo scenes in it', async (format, name, content) => {
    const { datasetId, photos } = await lab.create(name, content)
    expect((await lab.row(datasetId)).format).toBe(format)
    expect(objectsOf((await lab.groundTruth(datasetId)).groundTruth)).toEqual(objectsOf(await whole()))
    expect(photos).toBeNull()
  })

  test('that is not called what it is is read as it is told', async () => {
    const { datasetId } = await lab.create('table', csvText('SIZE'), { format: 'CSV' })
    expect((await lab.row(datasetId)).imageCount).toBe(60)
  })

  test('is the same dataset however it is written, and another one in another orientation', async () => {
    const { datasetId, created } = await lab.create('first.json', coco(), { name: 'first' })
    expect(created).toBe(true)
    const indented = JSON.stringify(JSON.parse(coco()), null, 4)
    const other = { info: { a: 1 }, categories: [{ name: 'cat', id: 3, supercategory: 'animal' }] }
    for (const content of [coco(), gzipSync(coco()), indented, coco(other)])
      expect(await lab.create('again.json', content)).toEqual({ datasetId, created: false, photos: null })
    expect((await lab.row(datasetId)).name).toBe('first')
    const raw = await lab.create('first.json', coco(), { orientation: 'RAW' })
    expect(raw).toMatchObject({ created: true, datasetId: expect.not.stringMatching(datasetId) })
  })

  test.each([
    [
      'a box',
      { annotations: [{ id: 5, image_id: 1, category_id: 3, bbox: [1, 2, 3, 4.000001], area: 12, iscrowd: 0 }] },
    ],
    ['a crowd', { annotations: [{ id: 5, image_id: 1, category_id: 3, bbox: [1, 2, 3, 4], area: 12, iscrowd: 1 }] }],
    ['an area', { annotations: [{ id: 5, image_id: 1, category_id: 3, bbox: [1, 2, 3, 4], area: 11, iscrowd: 0 }] }],
    [
      'the id of an annotation',
      { annotations: [{ id: 6, image_id: 1, category_id: 3, bbox: [1, 2, 3, 4], area: 12, iscrowd: 0 }] },
    ],
    ['the name of an image', { images: [{ id: 1, file_name: 'b.png', width: 30, height: 20 }] }],
    ['the size of an image', { images: [{ id: 1, file_name: 'a.png', width: 31, height: 20 }] }],
    ['the name of a category', { categories: [{ id: 3, name: 'dog' }] }],
    [
      'the order of categories',
      {
        categories: [
          { id: 4, name: 'dog' },
          { id: 3, name: 'cat' },
        ],
      },
    ],
  ])('that differs by %s is another dataset', async (_, parts) => {
    const { datasetId } = await lab.create('x.json', coco())
    expect((await lab.create('x.json', coco(parts))).datasetId).not.toBe(datasetId)
  })

  test.each([
    [null, 'val 2017.coco.json.gz', 'val 2017.coco'],
    [null, null, 'dataset'],
    [null, '.json', '.json'],
    ['  My\u0000 set\n', 'x.json', 'My set'],
    [null, `${'x'.repeat(300)}.json`, 'x'.repeat(200)],
  ])('is called %j, of the file %j, %j', async (name, fileName, expected) => {
    const content = coco({ images: [{ id: 1, file_name: `${expected}.png` }] })
    const { datasetId } = await lab.create(fileName, content, { name })
    expect((await lab.row(datasetId)).name).toBe(expected)
  })

  test('with a name of 201 characters is refused', async () => {
    await expect(lab.create('x.json', coco(), { name: 'x'.repeat(201) })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    })
  })

  test('frees its upload once it is stored', async () => {
    await lab.admin.query('DELETE FROM upload')
    await lab.create('used.json', coco())
    const { rows } = await lab.admin.query("SELECT expires_at < now() + interval '3 minutes' AS used FROM upload")
    expect(rows).toEqual([{ used: true }])
  })

  test('without annotations is stored, with a note; what was left out is noted too', async () => {
    const { datasetId } = await lab.create('empty.json', coco({ annotations: [] }))
    expect(await lab.row(datasetId)).toMatchObject({ annotationCount: 0, notes: [{ code: 'NO_OBJECTS' }] })
    const bare = { annotations: [{ id: 0, image_id: 9, category_id: 3, bbox: [1, 2, 3, 4] }] }
    const { notes } = await lab.row((await lab.create('bare.json', coco(bare))).datasetId)
    expect((notes as { code: string }[]).map(({ code }) => code)).toEqual([
      'NO_OBJECTS',
      'DEFAULTED_FIELDS',
      'ANNOTATIONS_LEFT_OUT',
      'ANNOTATION_ID_ZERO',
    ])
  })

  test.each([
    ['broken JSON', 'a.json', '{"images": [}', 'DATASET_INVALID', /^'a\.json': .*(offset|line|byte|character)/s],
    ['NaN', 'a.json', coco().replace('[1,2', '[NaN,2'), 'DATASET_INVALID', /^'a\.json': .*annotations/],
    ['an id twice', 'a.json', coco({ images: [{ id: 1 }, { id: 1 }] }), 'DUPLICATE_ID', /^'a\.json': Image/],
    ['no images', 'a.json', coco({ images: [] }), 'DATASET_INVALID', /^'a\.json': expected at least one image/],
    ['no key images', 'a.json', '{}', 'DATASET_INVALID', /^'a\.json': images: expected an array/],
    ['nothing', 'a.json', '', 'DATASET_INVALID', /^'a\.json': .*empty/],
    ['gzip that is cut off', 'a.json.gz', gzipSync(coco()).subarray(0, 60), 'DATASET_INVALID', /cut off/],
    ['100,000 arrays in each other', 'a.json', '['.repeat(100_000), 'DATASET_INVALID', /^'a\.json': /],
    ['as many below a key', 'a.json', `{"x": ${'['.repeat(100_000)}`, 'DATASET_INVALID', /^'a\.json': /],
    ['a photo', 'a.png', png, 'DATASET_INVALID', /^'a\.png': expected COCO JSON.*found a file that begins/],
    ['YOLO in one file', 'data.yaml', 'names: [a]', 'DATASET_INVALID', /^'data\.yaml': expected COCO JSON/],
    ['CSV without a box', 'a.csv', 'file_name,category\na,b\n', 'DATASET_INVALID', /^'a\.csv'/],
  ])('of %s is refused by its own name', async (_, name, content, code, message) => {
    const refused = lab.create(name, content)
    await expect(refused).rejects.toMatchObject({ name: 'AppError', code, message: expect.stringMatching(message) })
  })

  test('that says what it is, where one file is not enough, hears of archives', async () => {
    await expect(lab.create('a.txt', '0 .5 .5 1 1', { format: 'YOLO' })).rejects.toMatchObject({
      code: 'DATASET_INVALID',
      hint: expect.stringContaining('archive'),
    })
  })

  test('with __proto__ among its keys is read as any other', async () => {
    const { datasetId } = await lab.create(
      'p.json',
      coco({ annotations: [] }).replace('{', '{"__proto__": {"iscrowd": 1},'),
    )
    expect((await lab.row(datasetId)).annotationCount).toBe(0)
    expect(({} as Record<string, unknown>).iscrowd).toBeUndefined()
  })

  test('with NUL and half characters in its names keeps its place among those that Postgres can hold', async () => {
    const content = coco({
      images: [{ id: 1, file_name: 'a\0b.png' }],
      categories: [{ id: 3, name: 'c\ud800at' }],
    })
    const { groundTruth } = await lab.groundTruth((await lab.create('n.json', content)).datasetId)
    expect(groundTruth.images.fileNames).toEqual(['a\u{fffd}b.png'])
    expect(groundTruth.categories).toEqual([{ id: 3, name: 'c\u{fffd}at' }])
  })

  test.each([
    ['as it is', (text: string) => text],
    ['in gzip', gzipSync],
    ['in gzip within gzip', (text: string) => gzipSync(gzipSync(text))],
  ])('that is too large %s is refused before it is read to its end', async (_, pack) => {
    const bomb = pack(
      coco()
        .replace('{', `{"x": "${' '.repeat(3_000_000)}",`)
        .slice(0, -1),
    )
    await expect(lab.create('bomb.json', bomb, { limits: { maxTextBytes: 1e6 } })).rejects.toMatchObject({
      code: 'DATASET_TOO_LARGE',
      message: expect.stringContaining("'bomb.json': expected a ground truth of at most 1,000,000 bytes"),
    })
  })

  test('of more categories than 20,000 is refused, whatever they are needed for', async () => {
    const categories = (count: number) => Array.from({ length: count }, (_, id) => ({ id, name: `c${id}` }))
    await expect(lab.create('many.json', coco({ categories: categories(20_001) }))).rejects.toMatchObject({
      code: 'DATASET_TOO_LARGE',
      message: "'many.json': expected at most 20000 categories, found 20001.",
    })
    expect((await lab.create('fewer.json', coco({ categories: categories(20_000) }))).created).toBe(true)
  })

  test('of gzip is refused when what it holds is too much to unpack, although nothing comes out of that', async () => {
    const empty = Buffer.concat(Array(100_000).fill(gzipSync('')))
    const bomb = gzipSync(empty)
    expect(bomb.length).toBeLessThan(20_000)
    await expect(lab.create('bomb.json.gz', bomb, { limits: { maxTextBytes: 1e6 } })).rejects.toMatchObject({
      code: 'DATASET_TOO_LARGE',
    })
  })

  test('of an upload that there is not is no file', async () => {
    const uploadId = '00000000-0000-0000-0000-000000000000'
    await expect(lab.createFrom({ uploadId })).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' })
  })
})

describe('a path', () => {
  test('of a folder is read, its photos are not', async () => {
    const files = { 'labels/a.txt': '0 .5 .5 1 1', 'images/a.png': png, 'classes.txt': 'folder' }
    const { datasetId, photos } = await lab.createFrom({ path: folderOf(files) })
    expect(photos).toBeNull()
    expect((await lab.row(datasetId)).format).toBe('YOLO')
  })

  test('of an archive is read as an uploaded one', async () => {
    const folder = folderOf({ 'a.zip': await makeZip({ 'a.json': coco({ categories: [{ id: 3 }] }), 'a.png': png }) })
    expect(await lab.createFrom({ path: join(folder, 'a.zip') })).toMatchObject({ photos: { received: 1, missing: 0 } })
  })

  test('of a folder whose annotations are a link to nothing says so', async () => {
    const folder = folderOf({ 'a.png': png })
    symlinkSync('elsewhere.json', join(folder, 'a.json'))
    await expect(lab.createFrom({ path: folder })).rejects.toMatchObject({
      code: 'DATASET_INVALID',
      message: `'${join(folder, 'a.json')}': expected a file but it does not exist.`,
    })
  })

  test('of nothing says so', async () => {
    await expect(lab.createFrom({ path: '/nowhere/a.json' })).rejects.toMatchObject({
      code: 'DATASET_INVALID',
      message: "'/nowhere/a.json': expected a file but it does not exist.",
    })
  })
})
