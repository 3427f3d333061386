import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readVocGroundTruth } from '../../src/formats/readVocGroundTruth.ts'
import { folderOf } from './folderOf.ts'

type Files = Record<string, string | Uint8Array>

const read = async (files: Files, options?: { categories: string[] }) =>
  (await readVocGroundTruth(folderOf(files), options)).groundTruth

const box = (xmin: number | string, ymin: number | string, xmax: number | string, ymax: number | string) =>
  `<bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox>`

const object = (name: string, corners: string, more = '') => `<object><name>${name}</name>${more}${corners}</object>`

/** The XML of one image, an object a line from line 4 on. */
const annotation = (fileName: string, ...objects: string[]) =>
  [
    '<annotation>',
    `<filename>${fileName}</filename>`,
    '<size><width>353</width><height>500</height><depth>3</depth></size>',
    ...objects,
    '</annotation>',
  ].join('\n')

test('the dog and the person of VOC 2007 000001 are where the COCO files of VOC have them', async () => {
  const xml = annotation(
    '000001.jpg',
    object('dog', box(48, 240, 195, 371), '<pose>Left</pose><truncated>1</truncated><difficult>0</difficult>'),
    object('person', box(8, 12, 352, 498), '<difficult>1</difficult>'),
  )
  expect(await read({ 'Annotations/000001.xml': xml, 'JPEGImages/000001.jpg': 'not read' })).toEqual({
    categories: [
      { id: 1, name: 'dog' },
      { id: 2, name: 'person' },
    ],
    images: {
      ids: Float64Array.of(1),
      fileNames: ['000001.jpg'],
      widths: Float64Array.of(353),
      heights: Float64Array.of(500),
      madeUpIds: true,
    },
    annotations: {
      ids: Float64Array.of(1, 2),
      imageIds: Float64Array.of(1, 1),
      categoryIds: Float64Array.of(1, 2),
      boxes: Float64Array.of(47, 239, 148, 132, 7, 11, 345, 487),
      areas: Float64Array.of(19_536, 168_015),
      crowds: Uint8Array.of(0, 1),
    },
    defaulted: { iscrowd: 0, area: 2 },
    madeUpCategoryIds: true,
  })
})

test('images are in the order of their file names and categories in that of their names, not as the files come', async () => {
  const { images, annotations, categories } = await read({
    '1.xml': annotation('b.jpg', object('apple', box(1, 1, 1, 1))),
    'sub/2.xml': annotation('a.jpg', object('zebra', box(2, 1, 1e1, '9.5'))),
  })
  expect(images.fileNames).toEqual(['a.jpg', 'b.jpg'])
  expect([...annotations.imageIds]).toEqual([1, 2])
  expect(categories.map(({ name }) => name)).toEqual(['apple', 'zebra'])
  expect([...annotations.categoryIds]).toEqual([2, 1])
  expect([...annotations.boxes]).toEqual([1, 0, 9, 9.5, 0, 0, 1, 1])
})

test('categories that are given have their order, and others are an error', async () => {
  const files = { 'a.xml': annotation('a.jpg', object('dog', box(1, 1, 2, 2))) }
  const { annotations } = await read(files, { categories: ['person', 'dog'] })
  expect([...annotations.categoryIds]).toEqual([2])
  expect(await read(files, { categories: ['person', 'dog'] })).not.toHaveProperty('madeUpCategoryIds')
  await expect(read(files, { categories: ['person'] })).rejects.toMatchObject({
    message: expect.stringMatching(/a\.xml' object 1: expected one of the categories person, received "dog"\.$/),
  })
})

test('parts of an object are no objects', async () => {
  const part = `<part><name>head</name>${box(1, 1, 2, 2)}</part>`
  const { categories, annotations } = await read({ 'a.xml': annotation('a.jpg', object('man', box(1, 1, 9, 9), part)) })
  expect(categories.map(({ name }) => name)).toEqual(['man'])
  expect(annotations.ids).toHaveLength(1)
})

test('a file whose name begins like that of a note is read', async () => {
  const { images } = await read({
    'license_1.xml': annotation('a.jpg'),
    'readme.xml': annotation('b.jpg'),
    LICENSE: '',
  })
  expect(images.fileNames).toEqual(['a.jpg', 'b.jpg'])
})

test('an image without objects, size and file name is called as its file', async () => {
  const { images, annotations } = await read({ 'sub/a.xml': '\ufeff<?xml version="1.0"?>\r\n<annotation/>' })
  expect(images).toEqual({
    ids: Float64Array.of(1),
    fileNames: ['sub/a'],
    widths: Float64Array.of(0),
    heights: Float64Array.of(0),
    madeUpIds: true,
  })
  expect(annotations.ids).toHaveLength(0)
})

test('entities that XML itself has, CDATA and comments are text', async () => {
  const name = '<!-- a --><![CDATA[a<b]]>'
  const xml = annotation('caf&#233; &amp; &#x41;.jpg', object(name, box(1, 1, 2, 2)))
  const { images, categories } = await read({ 'a.xml': xml })
  expect(images.fileNames).toEqual(['café & A.jpg'])
  expect(categories[0]!.name).toBe('a<b')
})

test('a file in the encoding that it declares is read', async () => {
  const head = '<?xml version="1.0" encoding="GBK"?>'
  const [before, after] = annotation('?.jpg').split('?') as [string, string]
  const bytes = Buffer.concat([Buffer.from(head + before), Buffer.from([0xc3, 0xa8]), Buffer.from(after)])
  expect((await read({ 'a.xml': bytes })).images.fileNames).toEqual(['猫.jpg'])
})

test('what does not say whether it is difficult counts as defaulted', async () => {
  const { defaulted, annotations } = await read({ 'a.xml': annotation('a.jpg', object('dog', box(1, 1, 2, 2))) })
  expect(defaulted).toEqual({ iscrowd: 1, area: 1 })
  expect([...annotations.crowds]).toEqual([0])
})

const ok = object('dog', box(1, 1, 2, 2))

test.each([
  ['<annotation>\n<object>\n</annotation>', 3, "expected XML, received Expected closing tag 'object'"],
  ['<annotation>\r\n<object>\r\n', 3, 'expected XML, received an end within ["annotation", "object"].'],
  ['<annotation>', 1, "expected XML, received Unclosed tag 'annotation'."],
  ['', 1, 'expected XML, received Start tag expected'],
  ['{"images": []}', 1, 'expected XML, received '],
  ['<?xml version="1.0"?><?pi?><a/><b/>', 1, 'expected the element <annotation>, received <a>, <b>.'],
  [
    annotation('a.jpg', ok, object('cat', '')).replaceAll('\n', '\r\n'),
    5,
    ', object 2 (cat): expected a <bndbox>, received none',
  ],
  ['<annotations>\n</annotations>', 1, 'expected the element <annotation>, received <annotations>'],
  [annotation('a.jpg', ok, object('', box(1, 1, 2, 2))), 5, ', object 2: expected the category in <name>, received ""'],
  [annotation('a.jpg', '<object><pose/></object>'), 4, ', object 1: expected the category in <name>, received nothing'],
  [annotation('a.jpg', ok, ok, object('cat', '')), 6, ', object 3 (cat): expected a <bndbox>, received none'],
  [
    annotation('a.jpg', object('cat', box(1, 'x', 2, 2))),
    4,
    ', object 1 (cat): expected a finite number in <ymin>, received "x"',
  ],
  [
    annotation('a.jpg', object('cat', '<bndbox><xmin>1</xmin></bndbox>')),
    4,
    ', object 1 (cat): expected a finite number in <ymin>, received nothing',
  ],
  [
    annotation('a.jpg', object('cat', box(5, 1, 4, 2))),
    4,
    ', object 1 (cat): expected xmin, ymin, xmax, ymax with xmax >= xmin and ymax >= ymin, received [5, 1, 4, 2]',
  ],
  [
    annotation('a.jpg', object('cat', box(1, 3, 4, 2))),
    4,
    ', object 1 (cat): expected xmin, ymin, xmax, ymax with xmax >= xmin and ymax >= ymin, received [1, 3, 4, 2]',
  ],
  [
    annotation('a.jpg', object('cat', box(1, 1, 2, 2) + box(1, 1, 2, 2))),
    4,
    ', object 1: expected one <bndbox>, received 2',
  ],
  [
    annotation('a.jpg', object('cat', box(1, 1, 2, 2), '<difficult>maybe</difficult>')),
    4,
    ', object 1 (cat): expected 0 or 1 in <difficult>, received "maybe"',
  ],
  [
    '<annotation>\n<size><width>1</width></size></annotation>',
    2,
    ', size: expected a finite number in <height>, received nothing',
  ],
  ['<annotation>\n\n<!DOCTYPE x>\n</annotation>', 3, 'expected XML without a document type, received <!DOCTYPE'],
])('%# a file that cannot be used is refused with its line', async (xml, line, message) => {
  await expect(read({ 'a.xml': xml })).rejects.toMatchObject({
    code: 'DATASET_INVALID',
    message: expect.stringContaining(`/a.xml' line ${line}${message.startsWith(',') ? '' : ': '}${message}`),
  })
})

test.each([
  [
    'entities that grow',
    `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(10)}">]><annotation>&b;</annotation>`,
  ],
  [
    'a file from elsewhere',
    '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><annotation><filename>&a;</filename></annotation>',
  ],
  ['elements without end', `<annotation>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</annotation>`],
  ['the name of a prototype', '<annotation><__proto__><filename>a</filename></__proto__></annotation>'],
])('%s is refused', async (_, xml) => {
  await expect(read({ 'a.xml': xml })).rejects.toMatchObject({
    code: 'DATASET_INVALID',
    message: expect.stringMatching(/a\.xml'.*: expected XML/),
  })
})

test('two files of one image are an error that names both', async () => {
  const files = { '1.xml': annotation('a.jpg'), '2.xml': annotation('a.jpg'), '3.xml': annotation('b.jpg') }
  await expect(read(files)).rejects.toMatchObject({
    code: 'DUPLICATE_ID',
    message: expect.stringMatching(/^Image "a\.jpg" has two annotation files: '[^']*\/1\.xml' and '[^']*\/2\.xml'\.$/),
  })
})

test.each([
  [{ 'a.xml': annotation('a.jpg'), 'a.jpg': '', 'b.json': '{}' }, "found 'b.json'"],
  [{ 'Annotations/README.txt': '', 'a.xml': annotation('a.jpg') }, "Annotations': .*found none"],
])('%# files that may be data, or none, are an error', async (files, message) => {
  await expect(read(files as Files)).rejects.toMatchObject({ message: expect.stringMatching(message) })
})

test('boxes that begin before pixel 1 are told', async () => {
  const files = {
    'a.xml': annotation('a.jpg', object('dog', box(0, 5, 9, 9))),
    'c.xml': annotation('c.jpg', object('dog', box(3, 0, 9, 9))),
    'b.xml': annotation('b.jpg', object('dog', box(1, 1, 9, 9))),
  }
  const { notes } = await readVocGroundTruth(folderOf(files))
  expect(notes).toMatchObject([{ code: 'BOX_FORMAT_SUSPECT', severity: 'WARNING', count: 2 }])
  expect(notes[0]!.message).toMatch(/^In 2 of 3 annotation files a box begins before pixel 1 \(first: '[^']*a\.xml'\)/)
  expect((await readVocGroundTruth(folderOf({ 'b.xml': files['b.xml'] }))).notes).toEqual([])
})

test('the hash changes with what is read, and not with what is beside it', async () => {
  const hashOf = async (files: Files) => (await readVocGroundTruth(folderOf(files))).sha256
  const xml = annotation('a.jpg')
  const hash = await hashOf({ 'Annotations/a.xml': xml })
  expect(await hashOf({ 'Annotations/a.xml': xml, 'JPEGImages/a.jpg': '' })).toBe(hash)
  expect(await hashOf({ 'Annotations/a.xml': `${xml}\n` })).not.toBe(hash)
  expect(await hashOf({ 'Annotations/b.xml': xml })).not.toBe(hash)
})

test('a folder that may not be looked into is an error, not a crash', async () => {
  const missing = join(folderOf({}), 'none')
  await expect(readVocGroundTruth(missing)).rejects.toMatchObject({
    code: 'DATASET_INVALID',
    message: `'${missing}': expected a folder but it does not exist.`,
  })
})
