import { expect, test } from 'vitest'
import { readCsvDetections } from '../../src/formats/readCsvDetections.ts'
import { readCsvGroundTruth } from '../../src/formats/readCsvGroundTruth.ts'

const chunksOf = (text: string) => [Buffer.from(text)]
const lines = (...rows: string[]) => `${rows.join('\n')}\n`

const annotated = async (...rows: string[]) =>
  (await readCsvGroundTruth(chunksOf(lines(...rows)), 'gt.csv')).groundTruth
const named = { images: imagesOf('a.jpg'), categories: [{ id: 18, name: 'dog' }] }
const detected = (...rows: string[]) => readCsvDetections(chunksOf(lines(...rows)), 'dt.csv', named)

function imagesOf(fileName: string) {
  return { ids: Float64Array.of(7), fileNames: [fileName], widths: Float64Array.of(9), heights: Float64Array.of(9) }
}

test('a ground truth of names is numbered in the order of the names, not of the rows', async () => {
  expect(
    await annotated(
      'file_name,category,x,y,width,height,iscrowd,area,image_width,image_height',
      'b.jpg,zebra,1,2,3.5,4e0,,,640,480',
      'a.jpg,apple,0,0,10,10,1,50.5,320,240',
      'b.jpg,apple,-5,0,+10,.5,False,0,640,480',
      'c.jpg,apple,0,0,1,1,TRUE,1,1,1',
      'aa.jpg,apple,0,0,1,1,0,1,2,2',
    ),
  ).toEqual({
    categories: [
      { id: 1, name: 'apple' },
      { id: 2, name: 'zebra' },
    ],
    images: {
      ids: Float64Array.of(1, 2, 3, 4),
      fileNames: ['a.jpg', 'aa.jpg', 'b.jpg', 'c.jpg'],
      widths: Float64Array.of(320, 2, 640, 1),
      heights: Float64Array.of(240, 2, 480, 1),
      madeUpIds: true,
    },
    annotations: {
      ids: Float64Array.of(1, 2, 3, 4, 5),
      imageIds: Float64Array.of(3, 1, 3, 4, 2),
      categoryIds: Float64Array.of(2, 1, 1, 1, 1),
      boxes: Float64Array.of(1, 2, 3.5, 4, 0, 0, 10, 10, -5, 0, 10, 0.5, 0, 0, 1, 1, 0, 0, 1, 1),
      areas: Float64Array.of(14, 50.5, 0, 1, 1),
      crowds: Uint8Array.of(0, 1, 0, 1, 0),
    },
    defaulted: { iscrowd: 1, area: 1 },
    madeUpCategoryIds: true,
  })
})

test('ids of a ground truth are kept, with the names that go with them', async () => {
  const { images, categories, annotations } = await annotated(
    'image_id,file_name,category_id,category,x,y,width,height',
    '7,b.jpg,18,dog,0,0,1,1',
    '0,a.jpg,1,person,0,0,1,1',
    '7,b.jpg,1,person,0,0,1,1',
  )
  expect(images).not.toHaveProperty('madeUpIds')
  expect([[...images.ids], images.fileNames]).toEqual([
    [7, 0],
    ['b.jpg', 'a.jpg'],
  ])
  expect(categories).toEqual([
    { id: 1, name: 'person' },
    { id: 18, name: 'dog' },
  ])
  expect([[...annotations.imageIds], [...annotations.categoryIds]]).toEqual([
    [7, 0, 7],
    [18, 1, 1],
  ])
})

test('image ids that are no numbers are file names, and classes that are numbers are ids', async () => {
  const { images, categories } = await annotated('image_id,class,x,y,w,h', 'b6ab,3,0,0,1,1', '139,0,0,0,1,1')
  expect([[...images.ids], images.fileNames]).toEqual([
    [1, 2],
    ['139', 'b6ab'],
  ])
  expect(categories).toEqual([
    { id: 0, name: '0' },
    { id: 3, name: '3' },
  ])
})

test('a row without box and category is an image without objects', async () => {
  const { images, annotations } = await annotated('image,label,x1,y1,x2,y2', 'a.jpg,,,,,', 'b.jpg,dog,1,2,4,8')
  expect(images.fileNames).toEqual(['a.jpg', 'b.jpg'])
  expect([...annotations.boxes]).toEqual([1, 2, 3, 6])
})

test("beside corners, width and height are the image's, as TensorFlow writes them", async () => {
  const { images, annotations } = await annotated(
    'filename,width,height,class,xmin,ymin,xmax,ymax',
    'a.jpg,640,480,dog,1,2,4,8',
  )
  expect([images.widths[0], images.heights[0]]).toEqual([640, 480])
  expect([...annotations.boxes]).toEqual([1, 2, 3, 6])
})

test('detections keep their order and what they name images and categories by', async () => {
  expect(
    await detected(
      'file_name,label,score,x,y,w,h',
      'b.jpg,dog,.5,1,2,3,4',
      'a.jpg,cat,-1e-3,0,0,-1,0',
      'b.jpg,cat,2,0,0,1,1',
    ),
  ).toEqual({
    imageIds: Float64Array.of(0, 1, 0),
    categoryIds: Float64Array.of(0, 1, 1),
    boxes: Float64Array.of(1, 2, 3, 4, 0, 0, -1, 0, 0, 0, 1, 1),
    scores: Float64Array.of(0.5, -1e-3, 2),
    imageNames: ['b.jpg', 'a.jpg'],
    categoryNames: ['dog', 'cat'],
  })
})

test.each([
  ['image_id,category_id', '139,18', [139], undefined, [18], undefined],
  ['image_id,category_id', '0139,18', [0], ['0139'], [18], undefined],
  ['file_name,class', '139,18', [0], ['139'], [18], undefined],
  ['file_name,image_id,class,category_id', 'a.jpg,7,dog,18', [0], ['a.jpg'], [0], ['dog']],
  ['image_id,category_id', '139.0,56.00', [139], undefined, [56], undefined],
  ['image_id,category_id', 'a,dog', [0], ['a'], [0], ['dog']],
])(
  'of the columns %s, %s is an id or a name',
  async (columns, keys, imageIds, imageNames, categoryIds, categoryNames) => {
    const found = await detected(`${columns},score,x,y,w,h`, `${keys},1,0,0,1,1`)
    expect([[...found.imageIds], found.imageNames]).toEqual([imageIds, imageNames])
    expect([[...found.categoryIds], found.categoryNames]).toEqual([categoryIds, categoryNames])
  },
)

test('ids are preferred to names that the ground truth does not have', async () => {
  const unnamed = { images: imagesOf(''), categories: [{ id: 18, name: '18' }] }
  const rows = lines('file_name,image_id,class,category_id,score,x,y,w,h', 'a.jpg,7,dog,18,1,0,0,1,1')
  const found = await readCsvDetections(chunksOf(rows), 'dt.csv', unnamed)
  expect([found.imageNames, [...found.imageIds], [...found.categoryIds]]).toEqual([undefined, [7], [18]])
})

test('an id is the same however it is written', async () => {
  const { imageIds, categoryIds } = await detected(
    'image_id,category_id,score,x,y,w,h',
    '7,56.0,1,0,0,1,1',
    '07,3,1,0,0,1,1',
    '7.0,56,1,0,0,1,1',
  )
  expect([[...imageIds], [...categoryIds]]).toEqual([
    [7, 7, 7],
    [56, 3, 56],
  ])
})

test.each([
  ['image_id,category', '7,dog', 'a.jpg,dog', "column 'image_id'", 'file_name'],
  ['file_name,category_id', 'a.jpg,3', 'a.jpg,dog', "column 'category_id'", 'category'],
])('one name among ids is refused where it is (%s)', async (columns, first, second, place, instead) => {
  await expect(detected(`${columns},score,x,y,w,h`, `${first},1,0,0,1,1`, `${second},1,0,0,1,1`)).rejects.toMatchObject(
    {
      message: expect.stringContaining(
        `'dt.csv' line 3, ${place}: expected an id as in the rows before, a whole number`,
      ),
      hint: `If these are names, call the column ${instead}.`,
    },
  )
})

test('categories of one name are two, and all are numbered in the order of the names', async () => {
  const { categories, annotations } = await annotated(
    'image,category_id,category,x,y,w,h',
    'a.jpg,n2,crane,0,0,1,1',
    'a.jpg,n1,bird,0,0,1,1',
    'a.jpg,n3,crane,0,0,1,1',
  )
  expect(categories.map(({ id, name }) => `${id} ${name}`)).toEqual(['1 bird', '2 crane', '3 crane'])
  expect([...annotations.categoryIds]).toEqual([2, 1, 3])
})

test.each([
  ['commas and CRLF', 'image,label,confidence,x,y,w,h\r\na b.jpg,dog,1,2,3,4,5\r\n'],
  ['semicolons', 'image;label;confidence;x;y;w;h\na b.jpg;dog;1;2;3;4;5\n'],
  ['tabs', 'image\tlabel\tconfidence\tx\ty\tw\th\na b.jpg\tdog\t1\t2\t3\t4\t5'],
  ['a byte order mark', '\ufeffimage,label,confidence,x,y,w,h\na b.jpg,dog,1,2,3,4,5'],
  ['quotes after a byte order mark', '\ufeff"image",label,confidence,x,y,w,h\na b.jpg,dog,1,2,3,4,5'],
  ['quotes', '"image","label","confidence","x","y","w","h"\n"a b.jpg","dog","1","2","3","4","5"\n'],
  [
    'spaces, capitals and other ways to write a name',
    'Image Name, Label, CONF , X1, y_1, X-2, y2\na b.jpg , dog, 1, 2, 3 ,6, 8\n',
  ],
  ['empty lines', '\nimage,label,confidence,x,y,w,h\n\n\na b.jpg,dog,1,2,3,4,5\n\n'],
  ['other columns', 'id,image,label,confidence,x,y,w,h,source\n9,a b.jpg,dog,1,2,3,4,5,me\n'],
])('%s are read, wherever the file is cut into pieces', async (_, text) => {
  const bytes = Buffer.from(text)
  const whole = await readCsvDetections([bytes], 'dt.csv', named)
  expect(whole).toMatchObject({ imageNames: ['a b.jpg'], categoryNames: ['dog'], boxes: Float64Array.of(2, 3, 4, 5) })
  const single = Array.from(bytes, byte => Uint8Array.of(byte))
  expect(await readCsvDetections(single, 'dt.csv', named)).toEqual(whole)
})

test('a quoted name may have commas, quotes and newlines', async () => {
  const { imageNames } = await detected('image,label,score,x,y,w,h', '"a, ""b""', 'c.jpg",dog,1,0,0,1,1')
  expect(imageNames).toEqual(['a, "b"\nc.jpg'])
})

test('pieces that come later are waited for', async () => {
  async function* slowly() {
    for (const piece of ['image,label,score,x,y', ',w,h\na,dog,1,0', ',0,1,1\n']) {
      await new Promise(resolve => setTimeout(resolve, 1))
      yield Buffer.from(piece)
    }
  }
  expect((await readCsvDetections(slowly(), 'dt.csv', named)).scores).toEqual(Float64Array.of(1))
})

test('pieces may be overwritten by those that come after them', async () => {
  const text = lines(
    'image,label,score,x,y,w,h',
    ...Array.from({ length: 1500 }, (_, row) => `a,dog,${row},0,0,1,${row}`),
  )
  async function* inOneBuffer() {
    const buffer = Buffer.alloc(7)
    for (let at = 0; at < text.length; at += 7) yield buffer.subarray(0, buffer.write(text.slice(at, at + 7)))
  }
  const { scores, boxes } = await readCsvDetections(inOneBuffer(), 'dt.csv', named)
  expect(scores).toEqual(Float64Array.from({ length: 1500 }, (_, row) => row))
  expect(boxes.filter((_, index) => index % 4 === 3)).toEqual(scores)
})

test('a header alone is no detection at all', async () => {
  expect((await detected('image,label,score,x,y,w,h')).scores).toHaveLength(0)
})

const header = 'image,label,score,x,y,w,h'

test.each([
  [['a,dog,1,0,0,one,1'], 'line 2, column \'w\': expected a finite number, received "one".'],
  [['a,dog,1,0,0,1,1', '', 'a,dog,nan,0,0,1,1'], 'line 4, column \'score\': expected a finite number, received "nan".'],
  [['a,dog,1,0,0,,1'], "line 2, column 'w': expected a finite number, received nothing."],
  [['a,dog,1,0,0,Infinity,1'], 'line 2, column \'w\': expected a finite number, received "Infinity".'],
  [['a,dog,1,0,0,1e999,1'], 'line 2, column \'w\': expected a finite number, received "1e999".'],
  [[',dog,1,0,0,1,1'], "line 2, column 'image': expected a name or an id, received nothing."],
  [['a,,1,0,0,1,1'], "line 2, column 'label': expected a name or an id, received nothing."],
  [['a,,,,,,'], "line 2, column 'label': expected a name or an id, received nothing."],
  [['a,dog,1,0,0,1'], 'line 2: expected 7 fields, as in the header, received 6.'],
  [['a,dog,1,0,0,1,1,'], 'line 2: expected 7 fields, as in the header, received 8.'],
  [
    ['a,"dog,1,0,0,1,1'],
    /line [23]: expected CSV, received Quote Not Closed: the parsing is finished with an opening quote\.$/,
  ],
  [['a,"dog"s,1,0,0,1,1'], 'line 2: expected CSV, received Invalid Closing Quote: got "s".'],
  [['a,dog,1,0,0,1,1', '"a\nb",dog,1,0,0,1'], 'line 4: expected 7 fields, as in the header, received 6.'],
])('%# a row that cannot be read is refused with its line and column', async (rows, message) => {
  await expect(detected(header, ...rows)).rejects.toMatchObject({
    code: 'DETECTIONS_INVALID',
    message: typeof message === 'string' ? `'dt.csv' ${message}` : expect.stringMatching(message),
  })
})

test('a decimal comma is named', async () => {
  await expect(detected(header.replaceAll(',', ';'), 'a;dog;0,5;0;0;1;1')).rejects.toMatchObject({
    message: "'dt.csv' line 2, column 'score': expected a finite number, received \"0,5\".",
    hint: 'Write numbers with a decimal point.',
  })
})

test('bytes that are not UTF-8 are not taken for a name', async () => {
  const bytes = Buffer.concat([Buffer.from(`${header}\ncaf`), Uint8Array.of(0xe9), Buffer.from('.jpg,dog,1,0,0,1,1\n')])
  await expect(readCsvDetections([bytes], 'dt.csv', named)).rejects.toMatchObject({
    message: expect.stringContaining("line 2, column 'image': expected UTF-8 text"),
  })
})

test.each([
  ['', 'expected a header, received nothing.'],
  ['\n\n', 'expected a header, received nothing.'],
  [
    'photo,label,score,x,y,w,h',
    "expected a header with file_name or image_id, received the columns 'photo', 'label', 'score', 'x', 'y', 'w', 'h'.",
  ],
  [
    '\ufeffphoto,label,score,x,y,w,h',
    "expected a header with file_name or image_id, received the columns 'photo', 'label', ",
  ],
  [
    'image,kind,score,x,y,w,h',
    "expected a header with category or category_id, received the columns 'image', 'kind', ",
  ],
  [
    'image,label,score,x,y,w',
    "expected a header with x, y, width, height or xmin, ymin, xmax, ymax, received the columns 'image', ",
  ],
  ['image,label,score,x1,y1,w,h', 'expected a header with x, y, width, height or xmin, ymin, xmax, ymax, received '],
  ['image,label,score,x,y,w,h,x1,y1,x2,y2', 'expected a header with one kind of box, received '],
  ['image,file_name,label,score,x,y,w,h', "expected one column for file_name, received 'image' and 'file_name'."],
  ['image,label,x,y,w,h', "expected a header with score (or confidence), received the columns 'image', "],
])('the header %j is refused with what it has and what is understood', async (titles, message) => {
  await expect(detected(titles)).rejects.toMatchObject({
    code: 'DETECTIONS_INVALID',
    message: expect.stringContaining(`'dt.csv' line 1: ${message}`),
    ...(titles.includes(',') && {
      hint: expect.stringMatching(/file_name \(or image\), image_id.*score \(or confidence\)|swapped/),
    }),
  })
})

const titles = 'image,label,x1,y1,x2,y2,image_width,iscrowd,area'

test.each([
  [['a,dog,5,1,4,2,,,'], 'line 2: expected xmax >= xmin and ymax >= ymin, received 5, 1, 4, 2.'],
  [['a,dog,1,5,2,4,,,'], 'line 2: expected xmax >= xmin and ymax >= ymin, received 1, 5, 2, 4.'],
  [['a,dog,1,1,2,2,,2,'], 'line 2, column \'iscrowd\': expected 0 or 1, received "2".'],
  [['a,dog,1,1,2,2,,,big'], 'line 2, column \'area\': expected a finite number, received "big".'],
  [['a,dog,1,1,2,,,,'], "line 2, column 'y2': expected a finite number, received nothing."],
  [['a,dog,,,,,,,'], "line 2, column 'x1': expected a finite number, received nothing."],
  [['a,,1,1,2,2,,,'], "line 2, column 'label': expected a name or an id, received nothing."],
  [
    ['a,dog,1,1,2,2,640,,', 'b,dog,1,1,2,2,,,', 'a,dog,1,1,2,2,641,,'],
    "line 4: expected the image's width 640, as in its first row, received 641.",
  ],
])('%# an annotation that cannot be read is refused with its line', async (rows, message) => {
  await expect(annotated(titles, ...rows)).rejects.toMatchObject({
    code: 'DATASET_INVALID',
    message: `'gt.csv' ${message}`,
  })
})

test.each([
  ['1,a.jpg,1,dog', '1,b.jpg,1,dog', 'expected the image\'s file name "a.jpg", as in its first row, received "b.jpg".'],
  ['1,a.jpg,1,dog', '2,b.jpg,1,cat', 'expected category 1 called "dog", as before, received "cat".'],
])('rows that contradict each other are refused: %s and %s', async (first, second, message) => {
  const rows = ['image_id,file_name,category_id,category,x,y,w,h', `${first},0,0,1,1`, `${second},0,0,1,1`]
  await expect(annotated(...rows)).rejects.toMatchObject({ message: `'gt.csv' line 3: ${message}` })
})

test('a negative size of an annotation is refused', async () => {
  await expect(annotated('image,label,x,y,w,h', 'a,dog,0,0,1,-1')).rejects.toMatchObject({
    message: "'gt.csv' line 2: expected a width and a height from 0, received 0, 0, 1, -1.",
  })
})

test('boxes that are all within 1 are suspected of being normalised', async () => {
  const notesOf = async (...rows: string[]) =>
    (await readCsvGroundTruth(chunksOf(lines('image,label,x,y,w,h', ...rows)), 'gt.csv')).notes
  expect(await notesOf('a,dog,.5,.5,1,.25', 'a,dog,0,0,1,1')).toMatchObject([
    {
      code: 'BOX_FORMAT_SUSPECT',
      severity: 'SUSPICION',
      count: 2,
      message: expect.stringMatching(/^All 8 box values/),
    },
  ])
  expect(await notesOf('a,dog,.5,.5,1,.25', 'a,dog,0,0,1.5,1')).toEqual([])
  expect(await notesOf('a,,,,,')).toEqual([])
})

const million = 2 ** 20

test.each([
  ['no line ends', 'x'.repeat(million + 1), /expected lines of at most 1,048,576 bytes, received a longer one/],
  ['a row of commas', `${header}\n${','.repeat(million + 1)}`, /expected lines of at most 1,048,576 bytes/],
  [
    'a quote is never closed',
    `${header}\na,"${'dog\n'.repeat(million)}`,
    /line \d+: expected a row of at most 1,048,576 characters, received a longer one/,
  ],
])('a file is not read to its end where %s', async (_, text, message) => {
  let read = 0
  function* pieces() {
    for (; read < 16; read++) yield Buffer.from(read === 0 ? text : 'y,'.repeat(million / 2))
  }
  await expect(readCsvDetections(pieces(), 'dt.csv', named)).rejects.toMatchObject({
    code: 'DETECTIONS_INVALID',
    message: expect.stringMatching(message),
  })
  expect(read).toBeLessThan(16)
})

test('of many columns a complaint shows the first ones', async () => {
  const many = Array.from({ length: 1000 }, (_, at) => `c${at}`)
  await expect(detected(many.join(','))).rejects.toMatchObject({
    message: expect.stringMatching(/received the columns 'c0', .*, 'c19' and 980 more\.$/),
  })
})
