import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { resolveDetections } from '../../eval/resolve/resolveDetections.ts'
import { readYoloDetections } from '../../src/formats/readYoloDetections.ts'
import { readYoloGroundTruth } from '../../src/formats/readYoloGroundTruth.ts'
import { makePng } from '../image/makePng.ts'
import { folderOf } from './folderOf.ts'

const png = makePng(200, 100)

const read = async (files: Record<string, string | Uint8Array>, inside = '') =>
  (await readYoloGroundTruth(`${folderOf(files)}/${inside}`)).groundTruth

/** [file name, category id, x, y, width, height] of every annotation. */
function objectsOf({ images, annotations }: GroundTruth) {
  return Array.from(annotations.ids, (_, row) => [
    images.fileNames[images.ids.indexOf(annotations.imageIds[row]!)],
    annotations.categoryIds[row],
    ...annotations.boxes.subarray(4 * row, 4 * row + 4),
  ])
}

const dataset = {
  'data.yaml': 'names: [person, dog]\n',
  'images/b.png': png,
  'images/a.png': makePng(10, 20),
  'labels/b.txt': '1 0.5 0.5 0.5 0.5\n\n0 0.25 0.5 0.125 1\r\n',
}

test('boxes are scaled by the size of their image, in the order of its name, and counted by defaults', async () => {
  expect(await read(dataset)).toEqual({
    categories: [
      { id: 0, name: 'person' },
      { id: 1, name: 'dog' },
    ],
    images: {
      ids: Float64Array.of(1, 2),
      fileNames: ['a.png', 'b.png'],
      widths: Float64Array.of(10, 200),
      heights: Float64Array.of(20, 100),
      madeUpIds: true,
    },
    annotations: {
      ids: Float64Array.of(1, 2),
      imageIds: Float64Array.of(2, 2),
      categoryIds: Float64Array.of(1, 0),
      boxes: Float64Array.of(50, 25, 100, 50, 37.5, 0, 25, 100),
      areas: Float64Array.of(5000, 2500),
      crowds: Uint8Array.of(0, 0),
    },
    defaulted: { iscrowd: 2, area: 2 },
  })
})

test.each([
  ['images and labels in folders of the same names', { 'images/val/a.png': png, 'labels/val/a.txt': '0 .5 .5 1 1' }],
  ['a label beside its image', { 'a.png': png, 'a.txt': '0 .5 .5 1 1' }],
  ['a label beside its image in the folder images', { 'images/a.png': png, 'images/a.txt': '0 .5 .5 1 1' }],
  ['labels for the innermost folder images', { 'images/x/images/a.png': png, 'images/x/labels/a.txt': '0 .5 .5 1 1' }],
  ['splits that have images and labels each', { 'valid/images/a.png': png, 'valid/labels/a.txt': '0 .5 .5 1 1' }],
])('%s are found', async (_, files) => {
  expect(objectsOf(await read(files))).toEqual([['a.png', 0, 0, 0, 200, 100]])
})

test.each(['images/val', 'labels/val'])('%s alone may be given, and is named from further up', async inside => {
  const files = {
    'data.yaml': 'names: [person, dog]\ntrain: images/train\n',
    'images/val/a.png': png,
    'images/train/b.png': png,
    'labels/val/a.txt': '1 .5 .5 1 1',
    'labels/train/b.txt': '0 .5 .5 1 1',
  }
  const groundTruth = await read(files, inside)
  expect(objectsOf(groundTruth)).toEqual([['a.png', 1, 0, 0, 200, 100]])
  expect(groundTruth.categories[1]).toEqual({ id: 1, name: 'dog' })
})

test('files of one name in two folders are told apart by their folders', async () => {
  const { images } = await read({
    'images/night/1.png': png,
    'images/day/1.png': png,
    'labels/day/1.txt': '0 .5 .5 1 1',
  })
  expect(images.fileNames).toEqual(['day/1.png', 'night/1.png'])
})

const splits = {
  'images/val/a.png': png,
  'images/more/b.png': png,
  'images/train/c.png': png,
  'labels/val/a.txt': '0 .5 .5 1 1',
  'labels/train/c.txt': '0 .5 .5 1 1',
}

test.each([
  ['the folder of val', 'path: .\ntrain: images/train\nval: images/val', ['a.png']],
  ['a list of folders', 'train: images/train\nval: [images/val, images/more]', ['more/b.png', 'val/a.png']],
  ['a folder beside the file though path is elsewhere', 'path: ../datasets/coco\nval: images/val', ['a.png']],
  ['the ../ that Roboflow writes', 'train: ../images/train\nval: ../images/val', ['a.png']],
  ['test where val is empty', 'train: images/train\nval:\ntest: images/val', ['a.png']],
  ['train where there is nothing else', 'train: images/train', ['c.png']],
  ['the folder images where there are no splits', 'nc: 1', ['more/b.png', 'train/c.png', 'val/a.png']],
])('data.yaml: %s', async (_, yaml, fileNames) => {
  const files = { ...splits, 'data.yaml': `${yaml}\nnames:\n  0: person\n` }
  expect((await read(files)).images.fileNames).toEqual(fileNames)
  expect((await read(files, './')).images.fileNames).toEqual(fileNames)
  expect((await read(files, 'data.yaml')).images.fileNames).toEqual(fileNames)
})

test('a list of images is relative to itself, and labels of others are not missed', async () => {
  const files = {
    ...splits,
    'data.yaml': 'names: [person]\nval: val.txt\n',
    'val.txt': './images/val/a.png\n\nimages/more/b.png\r\n',
  }
  expect((await read(files)).images.fileNames).toEqual(['more/b.png', 'val/a.png'])
})

test('an image that two folders of a split hold counts once', async () => {
  const files = { ...splits, 'data.yaml': 'names: [person]\nval: [images/val, images/val/]\n' }
  expect((await read(files)).images.fileNames).toEqual(['a.png'])
})

test.each([
  ['a list', 'names: [no, 007, "a: b"]', ['0 no', '1 007', '2 a: b']],
  ['a map, in the order of its ids', 'names:\n  7: dog\n  2: cat\n  10:', ['2 cat', '7 dog', '10 10']],
  ['nc without names', 'nc: 2', ['0 0', '1 1']],
])('names of data.yaml as %s', async (_, yaml, names) => {
  const { categories } = await read({ 'data.yaml': yaml, 'a.png': png, 'a.txt': '' })
  expect(categories.map(({ id, name }) => `${id} ${name}`)).toEqual(names)
})

test.each(['classes.txt', 'obj.names', 'coco.names', 'labels/classes.txt'])('%s names a class a line', async file => {
  const files = { [file]: 'person\r\n traffic light \r\n', 'images/a.png': png, 'labels/a.txt': '1 .5 .5 1 1' }
  expect((await read(files)).categories).toEqual([
    { id: 0, name: 'person' },
    { id: 1, name: 'traffic light' },
  ])
})

test('the settings of a training are not taken for data.yaml', async () => {
  const files = { 'args.yaml': 'lr0: 0.01\n', 'mine.yaml': 'names: [dog]\n', 'a.png': png, 'a.txt': '0 .5 .5 1 1' }
  expect((await read(files)).categories).toEqual([{ id: 0, name: 'dog' }])
})

test('without names, the classes of the labels are called by their ids', async () => {
  const { categories } = await read({ 'a.png': png, 'a.txt': '11 .5 .5 1 1\n2 .5 .5 1 1' })
  expect(categories).toEqual([
    { id: 2, name: '2' },
    { id: 11, name: '11' },
  ])
})

test('of a polygon the bounding box is taken, and a box beside it stays a box', async () => {
  const groundTruth = await read({ 'a.png': png, 'a.txt': '0 0.5 0.25 1 0.5 0.25 0.75\n0 0.5 0.5 0.25 0.5\n' })
  expect(objectsOf(groundTruth).map(object => object.slice(2))).toEqual([
    [50, 25, 150, 50],
    [75, 25, 50, 50],
  ])
})

test('a polygon may have more points than a call may have arguments', async () => {
  const groundTruth = await read({ 'a.png': png, 'a.txt': `0 0 0.5${' 1 1'.repeat(200_000)}` })
  expect(objectsOf(groundTruth).map(object => object.slice(2))).toEqual([[0, 50, 200, 50]])
})

test('a photo on its side is upright before its boxes are scaled', async () => {
  const pixels = { create: { width: 40, height: 20, channels: 3, background: 'red' } } as const
  const photo = await sharp(pixels).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const groundTruth = await read({ 'a.jpg': photo, 'a.txt': '0 .5 .5 1 .5' })
  expect(objectsOf(groundTruth)).toEqual([['a.jpg', 0, 0, 10, 20, 20]])
})

test('a picture too large to detect in is measured all the same', async () => {
  const { images } = await read({ 'a.png': makePng(33_000, 8), 'a.txt': '' })
  expect([images.widths[0], images.heights[0]]).toEqual([33_000, 8])
})

test('folders of images that are links are followed, and once', async () => {
  const folder = folderOf({ 'store/a.png': png, 'set/labels/a.txt': '0 .5 .5 1 1', 'set/classes.txt': 'dog' })
  symlinkSync(join(folder, 'store'), join(folder, 'set/images'))
  symlinkSync(join(folder, 'store'), join(folder, 'store/again'))
  const { groundTruth } = await readYoloGroundTruth(join(folder, 'set'))
  expect(groundTruth.images.fileNames).toEqual(['a.png'])
})

test('what is never a label is passed over', async () => {
  const { images } = await read({
    'README.md': 'hello',
    'README.dataset.txt': 'hello',
    LICENSE: 'hello',
    'license.txt': 'hello',
    'classes.txt': 'dog',
    'obj.data': 'names = classes.txt',
    'train.txt': 'data/a.png\n',
    'data/a.png': png,
    'data/a.txt': '0 .5 .5 1 1',
    'data/.DS_Store': 'x',
    'labels.cache': 'x',
  })
  expect(images.fileNames).toEqual(['a.png'])
})

const beside = (label: string) => ({ 'classes.txt': 'dog\ncat', 'a.png': png, 'a.txt': label })

test.each([
  ['0 .5 .5 1', 1, 'class cx cy w h, or class x1 y1 x2 y2 x3 y3 …, received 4 fields: "0 .5 .5 1".'],
  ['0 .5 .5 1 1\n0 .5 .5 1 1 0.9', 2, 'class cx cy w h, or .*received 6 fields: '],
  ['0 .5 .5 1 1 1 1 1', 1, 'class cx cy w h, or .*received 8 fields: '],
  ['0,.5,.5,1,1', 1, 'class cx cy w h, or .*received 1 fields: '],
  ['0 .5 .5 1 nan', 1, 'a finite number as field 5, received "nan".'],
  ['0 .5 .5 0x1 1', 1, 'a finite number as field 4, received "0x1".'],
  ['0.5 .5 .5 1 1', 1, 'a class that is a whole number from 0, received 0.5.'],
  ['-1 .5 .5 1 1', 1, 'a class that is a whole number from 0, received -1.'],
  ['0 320 .5 1 1', 1, 'parts of the image from 0 to 1, received 320 as field 2.'],
  ['0 -.02 .5 1 1', 1, 'parts of the image from 0 to 1, received -.02 as field 2.'],
  ['0 .5 .5 1.02 1', 1, 'parts of the image from 0 to 1, received 1.02 as field 4.'],
  ['0 .5 .5 -0.005 1', 1, 'a width and a height from 0, received "0 .5 .5 -0.005 1".'],
  ['dog .5 .5 1 1', 1, 'a finite number as field 1, received "dog".'],
  ['1 .5 .5 1 1\n\n2 .5 .5 1 1', 3, "one of the 2 classes of '[^']*classes.txt', received class 2."],
])('the line %j is refused with its place', async (label, line, message) => {
  await expect(read(beside(label))).rejects.toMatchObject({
    code: 'DATASET_INVALID',
    message: expect.stringMatching(`^'[^']*/a\\.txt' line ${line}: expected ${message}`),
  })
})

test('boxes that rounding puts a little outside are taken, as Ultralytics takes them', async () => {
  expect(objectsOf(await read(beside('1.0 0.5 0.5 1.01 1')))).toHaveLength(1)
})

test('scores in a ground truth ask whether the inputs are swapped', async () => {
  await expect(read(beside('0 .5 .5 1 1 .9'))).rejects.toMatchObject({ hint: expect.stringContaining('swapped') })
})

test.each([
  [
    { 'images/a.png': png, 'labels/a.txt': '', 'labels/b.txt': '' },
    "/labels/b.txt': expected an image of this name \\(b.jpg, b.png …\\) in '[^']*/images' or '[^']*/labels', found none",
  ],
  [{ 'a.png': png, 'a.jpg': png, 'a.txt': '' }, "/a.txt': expected one image, found '[^']*/a.jpg' and '[^']*/a.png'"],
  [
    { 'images/a.png': png, 'images/a.txt': '', 'labels/a.txt': '' },
    "/a.png': expected one label file, found '[^']*/labels/a.txt' and '[^']*/images/a.txt'",
  ],
  [
    { 'images/a.png': png, 'labels/a.txt': '', 'labels/a.json': '{}' },
    "/labels': expected images and label files \\(.txt\\), found 'a.json'",
  ],
  [{ 'images/a.png': png }, 'expected label files \\(.txt\\), found none for any of 1 images'],
  [
    { 'labels/a.txt': '' },
    "/labels/a.txt': expected an image of this name|expected images \\(.jpg, .png, .webp\\), found none",
  ],
  [{ 'a.bmp': 'BM junk', 'a.txt': '' }, "/a.bmp': expected a JPEG, PNG or WebP image but received BMP"],
  [{ 'a.png': png, 'a.txt': new Uint8Array([0xff, 0xfe, 48, 0]) }, "/a.txt': expected UTF-8 text, received UTF-16"],
  [
    { 'classes.txt': 'dog\n\ncat', 'a.png': png, 'a.txt': '' },
    "/classes.txt' line 2: expected the name of class 1, received an empty line",
  ],
])('%# what does not fit together is told', async (files, message) => {
  await expect(read(files)).rejects.toMatchObject({
    code: 'DATASET_INVALID',
    message: expect.stringMatching(message),
  })
})

test.each([
  ['names: [a, b\nval: x', 'line 2: expected YAML, received '],
  ['names: [a]\nnames: [b]', 'line 2: expected YAML, received '],
  ['', "': expected a map with the key names, received nothing"],
  ['names: coco.names', "': expected a list of names, or a map from ids to names, for names, received "],
  ['names: [[a]]', "': expected a name for class 0, received "],
  ['names: {a: b}', '\': expected ids that are whole numbers from 0 in names, received "a"'],
  ['names: {0: a, 00: b}', "': expected every id once in names, received "],
  ['names: [a]\nnc: 2', "': expected 2 names, as nc says, received 1"],
  ['nc: two', "': expected a whole number for nc, received "],
  ['nc: 1000001', "': expected at most 1000000 for nc, received "],
  ['names: [a]\nval: {a: b}', "': expected a folder or a list of them for val, received "],
  ['names: [a]\nkpt_shape: [17, 3]', "': expected labels of boxes or polygons, received kpt_shape"],
  ['names: [a]\nval: nowhere', "' val: expected a folder of images or a list of them, found none of '[^']*/nowhere'"],
  [
    `a: &a [x, x]\nb: &b [${'*a,'.repeat(99)}*a]\nnames: [${'*b,'.repeat(99)}*b]`,
    "': expected YAML, received aliases of aliases",
  ],
])('%# data.yaml that cannot be used is refused', async (yaml, message) => {
  await expect(read({ 'data.yaml': yaml, 'a.png': png, 'a.txt': '' })).rejects.toMatchObject({
    code: 'DATASET_INVALID',
    message: expect.stringMatching(`^'[^']*/data.yaml.*${message}`),
  })
})

test('two files that name the classes are an error that names both', async () => {
  const files = { 'one.yaml': 'names: [a]', 'two.yaml': 'names: [b]', 'a.png': png, 'a.txt': '' }
  await expect(read(files)).rejects.toMatchObject({ message: expect.stringContaining('one.yaml, two.yaml') })
})

test('a listed image that is not there is told with its line', async () => {
  const files = {
    ...splits,
    'data.yaml': 'names: [a]\nval: val.txt',
    'val.txt': './images/val/a.png\n./images/z.png\n',
  }
  await expect(read(files)).rejects.toMatchObject({
    message: expect.stringMatching(/val\.txt' line 2: expected the path of an image.*received "\.\/images\/z\.png"/),
  })
})

test('the hash changes with a label, a name and the size of an image, and with nothing else', async () => {
  const hashOf = async (changes: Record<string, string | Uint8Array>) =>
    (await readYoloGroundTruth(folderOf({ ...dataset, ...changes }))).sha256
  const hash = await hashOf({})
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(await hashOf({ 'README.md': 'x', 'images/a.png': Buffer.concat([makePng(10, 20), Buffer.from('\n')]) })).toBe(
    hash,
  )
  const others: Record<string, string | Uint8Array>[] = [
    { 'labels/b.txt': '' },
    { 'data.yaml': 'names: [a, b]' },
    { 'images/a.png': png },
    { 'labels/a.txt': '' },
  ]
  const hashes = await Promise.all(others.map(changes => hashOf(changes)))
  expect(new Set([hash, ...hashes]).size).toBe(5)
})

test.each(['data.yaml', 'images/val'])('the hash is the same whether the folder is given or its %s', async inside => {
  const folder = folderOf({ ...splits, 'data.yaml': 'names: [dog]\nval: images/val\n' })
  const whole = await readYoloGroundTruth(folder)
  expect((await readYoloGroundTruth(join(folder, inside))).sha256).toBe(whole.sha256)
})

const images = (names: string[]): GroundTruth => ({
  categories: [{ id: 0, name: 'person' }],
  images: {
    ids: Float64Array.from(names, (_, index) => 10 + index),
    fileNames: names,
    widths: Float64Array.from(names, () => 200),
    heights: Float64Array.from(names, () => 100),
  },
  annotations: {
    ids: new Float64Array(),
    imageIds: new Float64Array(),
    categoryIds: new Float64Array(),
    boxes: new Float64Array(),
    areas: new Float64Array(),
    crowds: new Uint8Array(),
  },
  defaulted: { iscrowd: 0, area: 0 },
})

const detect = async (files: Record<string, string | Uint8Array>, names = ['a.jpg', 'b.jpg']) =>
  (await readYoloDetections(folderOf(files), images(names))).detections

test.each(['', 'labels/'])(
  'detections in the folder %j have the names of their images and the score last',
  async inside => {
    const detections = await detect({
      [`${inside}b.txt`]: '3 0.5 0.5 0.5 0.5 0.75\n3 0.25 0.5 0.125 1 -1e-3\n',
      [`${inside}a.txt`]: '0 1.5 .5 1 1 2',
      'a.jpg': 'not read',
      ...(inside !== '' && { 'predictions.json': '[]' }),
    })
    expect(detections).toEqual({
      imageIds: Float64Array.of(0, 1, 1),
      categoryIds: Float64Array.of(0, 3, 3),
      boxes: Float64Array.of(200, 0, 200, 100, 50, 25, 100, 50, 37.5, 0, 25, 100),
      scores: Float64Array.of(2, 0.75, -1e-3),
      imageNames: ['a.jpg', 'b.jpg'],
    })
  },
)

test('a label file whose name begins like that of a note is read', async () => {
  const { imageIds } = await detect({ 'a.txt': '', 'license_plate_1.txt': '0 .5 .5 1 1 .5' }, [
    'license_plate_1.jpg',
    'a.jpg',
  ])
  expect([...imageIds]).toEqual([0])
})

test('where the ids of images were made up, label files find the images of their names', async () => {
  const { groundTruth } = await readYoloGroundTruth(folderOf({ '2.png': png, '10.png': png, '2.txt': '' }))
  const { detections } = await readYoloDetections(folderOf({ '2.txt': '0 .5 .5 1 1 .5' }), groundTruth)
  const [id] = resolveDetections(groundTruth, detections).imageIds
  expect(groundTruth.images.fileNames[groundTruth.images.ids.indexOf(id!)]).toBe('2.png')
})

test('of a detected polygon the bounding box is taken and the score is last', async () => {
  const { boxes, scores } = await detect({ 'a.txt': '0 0.5 0.25 0.75 0.5 0.25 0.75 0.9' })
  expect([...boxes, ...scores]).toEqual([50, 25, 100, 50, 0.9])
})

test.each([
  ['000000000139.txt', ['1.jpg', '139.jpg']],
  ['a/1.txt', ['b/1.jpg', 'val/a/1.jpg']],
  ['1.txt', ['b/2.jpg', 'val/a/1.jpeg']],
])('%s is of the second of %j', async (file, names) => {
  const { imageIds } = await detect({ [file]: '0 .5 .5 1 1 .5' }, names)
  expect([...imageIds]).toEqual([1])
})

test.each([
  ['0 .5 .5 1 1', 'class cx cy w h score, or class x1 y1 x2 y2 x3 y3 … score, received 5 fields: ', 'save_conf'],
  ['0 .5 .5 1 1 .5 7', 'class cx cy w h score, or .*received 7 fields: ', undefined],
  ['0 .5 .5 1 1 nan', 'a finite number as field 6, received "nan".', undefined],
  ['0 0.9 20 30 40 50', 'parts of the image from 0 to 1, received 20 as field 3.', 'a score comes last'],
])('the detection %j is refused with its place', async (line, message, hint) => {
  await expect(detect({ 'a.txt': `\n${line}` })).rejects.toMatchObject({
    code: 'DETECTIONS_INVALID',
    message: expect.stringMatching(`^'[^']*/a\\.txt' line 2: expected ${message}`),
    hint: hint === undefined ? undefined : expect.stringContaining(hint),
  })
})

test('with an empty label file, the images with one are those that the detector ran on', async () => {
  const inputOf = (files: Record<string, string>) =>
    readYoloDetections(folderOf(files), images(['a.jpg', 'b.jpg', 'c.jpg']))
  const { evaluatedImages } = await inputOf({ 'a.txt': '0 .5 .5 1 1 .5', 'c.txt': '\n' })
  expect(evaluatedImages).toEqual([10, 12])
  // What writes no empty files leaves open whether it ran and found nothing.
  expect(await inputOf({ 'a.txt': '0 .5 .5 1 1 .5' })).not.toHaveProperty('evaluatedImages')
})

test('label files of no image are counted and named', async () => {
  await expect(detect({ 'a.txt': '', 'c.txt': '', 'd.txt': '', 'e.txt': '' })).rejects.toMatchObject({
    code: 'IMAGE_NOT_IN_GROUND_TRUTH',
    message: expect.stringMatching(
      /^3 of 4 label files in '[^']*' are of no image .* \(first: 'c.txt', 'd.txt' …\)\.$/,
    ),
    hint: "A label file is called as its image; those are called 'a.jpg', 'b.jpg'.",
  })
})

test.each([
  [
    { 'a.txt': '0 .5 .5 1 1 1', 'sub/a.txt': '' },
    ['a.jpg'],
    "expected one label file for 'a.jpg', found 'a.txt' and 'sub/a.txt'",
  ],
  [
    { '1.txt': '' },
    ['a/1.jpg', 'b/1.jpg'],
    "expected the label file of one image of the ground truth, found 'a/1.jpg' and 'b/1.jpg'",
  ],
  [{ 'a.txt': '', 'a.json': '' }, ['a.jpg'], "expected label files (.txt), one for an image, found 'a.json'"],
  [{ 'README.md': '' }, ['a.jpg'], 'expected label files (.txt), one for an image, found none'],
])('%# a folder that cannot be told is refused', async (files, names, message) => {
  await expect(detect(files as Record<string, string>, names)).rejects.toMatchObject({
    code: 'DETECTIONS_INVALID',
    message: expect.stringContaining(message),
  })
})

test('without the size of an image its detections cannot be placed', async () => {
  const groundTruth = images(['a.jpg'])
  groundTruth.images.heights[0] = 0
  await expect(readYoloDetections(folderOf({ 'a.txt': '0 .5 .5 1 1 1' }), groundTruth)).rejects.toMatchObject({
    code: 'DETECTIONS_INVALID',
    message: expect.stringContaining("a.txt' line 1: expected the width and height of 'a.jpg' in the ground truth"),
  })
})
