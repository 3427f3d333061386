import { readFileSync } from 'node:fs'
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
import { smallCoco as coco } from './smallCoco.ts'

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
