import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGroundTruth } from '../../src/formats/readGroundTruth.ts'
import { makers, makeTar, makeZip } from '../archive/makeArchives.ts'
import { scenes, scenesFolder } from '../formats/demoScenes.ts'
import { folderOf } from '../formats/folderOf.ts'
import { objectsOf } from '../formats/objectsOf.ts'
import { csvText, vocFiles, yoloFiles } from '../formats/scenesAs.ts'
import { makePng } from '../image/makePng.ts'
import { noisyJpeg } from '../image/noisyJpeg.ts'
import { openDatasetLab } from './datasetLab.ts'

let lab: Awaited<ReturnType<typeof openDatasetLab>>
beforeAll(async () => {
  lab = await openDatasetLab()
})
afterAll(() => lab.close())

const instances = readFileSync(join(scenesFolder, 'instances.json'))
const photos = Object.fromEntries(
  scenes.images.map(({ file_name }) => [`images/${file_name}`, readFileSync(join(scenesFolder, file_name))]),
)
const png = Buffer.from(makePng(30, 20))
const whole = async () => (await readGroundTruth(join(scenesFolder, 'instances.json'))).groundTruth

/** COCO JSON of one image; `text` may replace any part. */
const coco = (parts: object = {}) =>
  JSON.stringify({
    images: [{ id: 1, file_name: 'a.png', width: 30, height: 20 }],
    annotations: [{ id: 5, image_id: 1, category_id: 3, bbox: [1, 2, 3, 4], area: 12, iscrowd: 0 }],
    categories: [{ id: 3, name: 'cat' }],
    ...parts,
  })

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

describe('an archive', () => {
  test.each([
    ['COCO', { 'annotations/instances.json': instances }],
    ['YOLO', yoloFiles()],
    ['VOC', vocFiles()],
    ['CSV', { 'scenes.csv': csvText('SIZE') }],
  ])('of the demo scenes in %s gives the dataset its photos', async (format, files) => {
    // A folder above everything, as archivers make it.
    const content = Object.entries({ ...files, ...photos }).map(([name, bytes]) => [`demo/${name}`, Buffer.from(bytes)])
    const { datasetId, photos: report } = await lab.create(`${format}.zip`, await makeZip(Object.fromEntries(content)))
    expect((await lab.row(datasetId)).format).toBe(format)
    const { groundTruth, photos: stored } = await lab.groundTruth(datasetId)
    expect(objectsOf(groundTruth)).toEqual(objectsOf(await whole()))
    expect(report).toMatchObject({ received: 60, refused: 0, missing: 0, problems: [] })
    expect(stored.every(photo => photo !== null)).toBe(true)
  })

  test.each(makers)('packed as %s is read, and hidden files in it are not', async (kind, pack) => {
    const content = await pack({
      'labels/a.txt': '0 .5 .5 1 1\n',
      '__MACOSX/labels/._a.txt': 'x',
      'labels/.DS_Store': 'x',
      'images/a.png': png,
      'classes.txt': `${kind}\n`,
    })
    const { datasetId, photos } = await lab.create('a.archive', content)
    expect(photos).toMatchObject({ received: 1, added: 1, missing: 0 })
    expect(await lab.row(datasetId)).toMatchObject({ name: 'a.archive', format: 'YOLO', imageCount: 1 })
  })

  test.each(makers)('packed as %s is measured and stored also with photos of many pieces', async (kind, pack) => {
    const photo = await noisyJpeg()
    expect(photo.length).toBeGreaterThan(256 * 1024)
    const content = await pack({
      'labels/a.txt': '0 .5 .5 1 1\n',
      'labels/b.txt': '0 .5 .5 1 1\n',
      'images/a.jpg': photo,
      'images/b.jpg': Buffer.concat([photo, Buffer.alloc(300_000)]),
      'classes.txt': `large ${kind}\n`,
    })
    const { datasetId, photos } = await lab.create('a.archive', content)
    expect(photos).toMatchObject({ received: 2, added: 2, missing: 0 })
    expect([...(await lab.groundTruth(datasetId)).groundTruth.images.widths]).toEqual([640, 640])
  })

  test('without photos has none to tell of', async () => {
    expect(await lab.create('voc.zip', await makeZip(vocFiles()))).toMatchObject({ photos: null })
  })

  test('of Roboflow, its photos beside the annotations, is COCO', async () => {
    const content = {
      'train/_annotations.coco.json': coco(),
      'train/a.png': png,
      'README.dataset.txt': 'x',
      'README.roboflow.txt': 'x',
      'class_list.txt': 'cat',
    }
    const { datasetId, photos } = await lab.create('robo.zip', await makeZip(content))
    expect((await lab.row(datasetId)).format).toBe('COCO')
    expect(photos).toMatchObject({ received: 1, refused: 0, missing: 0 })
  })

  test.each([
    [
      'several annotation files',
      { 'train/_annotations.coco.json': coco(), 'valid/_annotations.coco.json': coco(), 'a.json': '[1]' },
      /^'x\.zip': expected one file of COCO in it, found 'train\/_annotations\.coco\.json', 'valid\/_annotations\.coco\.json'\.$/,
      /by itself/,
    ],
    ['two formats', { 'a.xml': '<annotation/>', 'b.csv': 'x' }, /^'x\.zip': .*signs of CSV and VOC/, /format/],
    ['none of them', { 'a.docx': 'x' }, /^'x\.zip': expected ground truth in COCO.*found 1 \.docx/, undefined],
    [
      'a broken label',
      { 'labels/a.txt': '0 .5 x 1 1', 'images/a.png': png },
      /^'x\.zip\/labels\/a\.txt' line 1/,
      undefined,
    ],
    ['a broken XML', { 'Annotations/a.xml': '<annotation' }, /^'x\.zip(\/Annotations)?\/a\.xml'/, undefined],
    ['broken COCO', { 'b/a.json': '{' }, /^'x\.zip\/b\/a\.json'/, undefined],
    [
      'a broken picture',
      { 'labels/a.txt': '0 .5 .5 1 1', 'images/a.png': 'x' },
      /^'x\.zip\/images\/a\.png': expected/,
      undefined,
    ],
    ['labels alone', { 'labels/a.txt': '0 .5 .5 1 1' }, /^'x\.zip.*': expected/, undefined],
  ])('of %s is refused by its own name and that of the file in it', async (_, content, message, hint) => {
    const refused = await lab.create('x.zip', await makeZip(content)).catch(error => error)
    expect(refused).toMatchObject({ name: 'AppError', code: 'DATASET_INVALID' })
    expect(refused.message).toMatch(message)
    if (hint) expect(refused.hint).toMatch(hint)
    expect(`${refused.message} ${refused.hint}`).not.toMatch(/\/tmp|fovea-/)
  })

  test.each([
    ['val', { 'data.yaml': 'val: SECRETS\nnames: [a]\n' }],
    ['path', { 'data.yaml': 'path: SECRETS\nval: .\nnames: [a]\n' }],
    ['val upwards', { 'data.yaml': `val: ${'../'.repeat(20)}SECRETS\nnames: [a]\n` }],
    ['a list in it', { 'data.yaml': 'val: val.txt\nnames: [a]\n', 'val.txt': 'SECRETS/images/a.png\n' }],
    ['a list that is elsewhere', { 'data.yaml': 'val: SECRETS/list.txt\nnames: [a]\n' }],
  ])('never tells what there is outside of it: by %s', async (_, files) => {
    const secrets = folderOf({ 'images/a.png': png, 'labels/a.txt': '0 .5 .5 1 1', 'list.txt': 'root:x:0\n' })
    const answers = [secrets, secrets.replace('fovea-formats', 'nothing-heree')].map(async folder => {
      const content = Object.entries(files).map(([name, text]) => [name, text.replaceAll('SECRETS', folder)])
      const archive = await makeZip({ ...Object.fromEntries(content), 'images/b.png': png, 'labels/b.txt': '' })
      return lab.create('x.zip', archive).then(
        async ({ datasetId }) => (await lab.groundTruth(datasetId)).groundTruth.images.fileNames.join(),
        ({ message }: Error) => message.replaceAll(folder, ''),
      )
    })
    const [there, nowhere] = await Promise.all(answers)
    expect(there).toBe(nowhere)
    expect(there).toMatch(/^b\.png$|found none|no such file/)
  })

  test.each([
    ['a link', makeTar({ 'a.json': coco() }, [{ name: 'l', type: 'symlink', linkname: '/etc' }])],
    ['a name that leads out of it', makeTar({ '../a.json': coco() })],
    ['half of it', makeTar({ 'a.json': coco() }).then(bytes => bytes.subarray(0, 700))],
  ])('with %s is refused', async (_, archive) => {
    await expect(lab.create('x.tar', await archive)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' })
  })

  test('whose texts unpack to too much is refused, whatever its photos weigh', async () => {
    const limits = { maxTextBytes: 100_000 }
    const light = { 'a.json': coco(), 'a.png': Buffer.concat([png, Buffer.alloc(300_000)]) }
    expect(await lab.create('x.zip', await makeZip(light), { limits })).toMatchObject({ photos: { received: 1 } })
    const heavy = { 'a.json': coco(), 'b.txt': Buffer.alloc(60_000), 'c.txt': Buffer.alloc(60_000) }
    const packed = { 'a.json.gz': gzipSync(coco({ info: ' '.repeat(200_000) })) }
    for (const content of [heavy, packed])
      for (const archive of [await makeZip(content), gzipSync(await makeTar(content))])
        await expect(lab.create('x.zip', archive, { limits })).rejects.toMatchObject({ code: 'DATASET_TOO_LARGE' })
  })

  test('of other photos than those that were evaluated stores nothing anew', async () => {
    const files = { 'a.json': coco({ info: 'frozen', images: [{ id: 1, file_name: 'frozen.png' }] }) }
    const { datasetId } = await lab.create('x.zip', await makeZip(files))
    await lab.admin.query('UPDATE dataset SET frozen_at = now() WHERE id = $1', [datasetId])
    const again = lab.create('x.zip', await makeZip({ ...files, 'frozen.png': png }))
    await expect(again).rejects.toMatchObject({ code: 'DATASET_FROZEN' })
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
