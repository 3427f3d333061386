import { expect, test } from 'vitest'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { readCocoGroundTruth } from '../../src/formats/readCocoGroundTruth.ts'

const read = (text: string | Uint8Array) => readCocoGroundTruth([Buffer.from(text)])

async function complaintOf(text: string): Promise<InvalidInput> {
  const outcome = await read(text).catch((error: unknown) => error)
  if (outcome instanceof InvalidInput) return outcome
  throw outcome
}

/** In pieces of `size` bytes. */
function* piecesOf(text: Uint8Array, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size)
}

const coco = {
  info: { description: 'x', contributors: [{}, [[]], 'y"]}', null, -1.5e3] },
  images: [
    { license: 4, file_name: 'a.jpg', height: 427, width: 640, id: 397133 },
    { file_name: 'caf\u00e9 \ud83d\ude00 \u2028"\\/.jpg', id: 0, height: null },
  ],
  licenses: [{ id: 1, name: 'images' }],
  annotations: [
    { segmentation: [[1.5, 2, 3]], area: 2.25, iscrowd: 0, image_id: 0, bbox: [1, 2.5, 3, 4], category_id: 1, id: 9 },
    { id: 10, image_id: 0, category_id: 1, bbox: [0.1, 0, 10, 20], iscrowd: null },
    { id: 11, image_id: 397133, category_id: 2, bbox: [0.1, 0, 10, 20], area: 7, iscrowd: true },
    { id: 900_100_002_299, image_id: 5, category_id: 7, bbox: [-1e-7, 0, 0, 0], area: 0, iscrowd: 1 },
  ],
  categories: [{ supercategory: 'x', id: 1, name: 'person' }, { id: 2 }, { id: 3, name: '\ud800' }],
}
const packed = packGroundTruth(coco as never)
const text = JSON.stringify(coco)

test.each([
  ['compact', text],
  ['indented', JSON.stringify(coco, null, '\t')],
  ['the arrays in another order', JSON.stringify(Object.fromEntries(Object.entries(coco).reverse()))],
  ['escapes in keys', text.replace('"annotations"', '"annotat\\u0069ons"').replace('"bbox"', '"\\u0062box"')],
  [
    'escapes in names',
    text.replace('person', '\\u0070er\\u0073on').replace('é', '\\u00e9').replace('😀', '\\ud83d\\uDE00'),
  ],
  ['a __proto__ key', text.replace('{', '{"__proto__": {"images": 1}, ').replace('"id":9', '"__proto__": 1, "id": 9')],
  [
    'the names of the arrays inside of others',
    text.replace('"info":{', '"info": {"images": [{"id": 5}], "categories": 1,'),
  ],
  [
    'NaN and Infinity where nobody reads',
    text.replace('"info":{', '"info": {"x": [NaN, -Infinity],').replace('1.5,2,3', 'NaN'),
  ],
  ['white space before and behind', `\ufeff\n ${text}\r\n`],
])('%s: read as packGroundTruth packs it', async (_, json) => {
  expect(await read(json)).toEqual(packed)
})

test('a text gives the same whichever byte it is cut at', async () => {
  const bytes = Buffer.from(JSON.stringify(coco, null, 1))
  for (let cut = 0; cut <= bytes.length; cut++)
    expect(await readCocoGroundTruth([bytes.subarray(0, cut), bytes.subarray(cut)]), `cut at ${cut}`).toEqual(packed)
  for (const size of [1, 2, 5]) expect(await readCocoGroundTruth(piecesOf(bytes, size)), `by ${size}`).toEqual(packed)
})

test('masks, names and notes larger than a piece are passed over', async () => {
  const [annotation] = coco.annotations
  const polygon = Array.from({ length: 100_000 }, (_, k) => k / 8)
  const large = {
    notes: 'x'.repeat(1_000_000),
    ...coco,
    images: Array.from({ length: 5000 }, (_, id) => ({ id, file_name: `${'y'.repeat(100)}${id}` })),
    annotations: Array.from({ length: 20 }, (_, id) => ({
      ...annotation,
      id,
      segmentation: [polygon, { counts: 'z'.repeat(50_000) }],
    })),
  }
  const bytes = Buffer.from(JSON.stringify(large))
  const whole = packGroundTruth(large as never)
  expect(await read(bytes)).toEqual(whole)
  expect(await readCocoGroundTruth(piecesOf(bytes, 10_007))).toEqual(whole)
})

/** Far more images than are looked at one by one, with braces where they are no end, then the other arrays. */
const images = Array.from({ length: 3000 }, (_, id) => ({
  id,
  file_name: `${'}, {'.repeat(id % 3)}${id}`,
  ...(id % 500 === 7 && { x: { y: [{}], z: {} } }),
}))
const manyImages = JSON.stringify({ images, categories: [], annotations: [{ ...coco.annotations[0], x: {} }] })

test.each([100, 1000, 10_000, 1_000_000])('many images in pieces of %i bytes: each is read once', async size => {
  const groundTruth = await readCocoGroundTruth(piecesOf(Buffer.from(manyImages), size))
  expect(groundTruth).toEqual(packGroundTruth(JSON.parse(manyImages)))
})

test.each([
  ['"id":2345,', '"id":"x",', 'images[2345].id: expected an integer, received "x".'],
  ['"id":2345,', '"id":NaN,', 'images[2345].id: expected an integer, received NaN.'],
  ['"id":2345,', '"id":2345:', /^images\[2345\]: expected "," or "}", received ":" at byte \d+\.$/],
  ['},{"id":2345,', '}],[{"id":2345,', /^expected a key, received "\[" at byte \d+\.$/],
  ['},{"id":2345,', '}{"id":2345,', /^behind images\[2344\]: expected "," or "\]", received "{" at byte \d+\.$/],
])('among many images, %s as %s: refused with its place', async (right, wrong, message) => {
  const broken = Buffer.from(manyImages.replace(right, wrong))
  for (const size of [1000, 1_000_000]) {
    const outcome = await readCocoGroundTruth(piecesOf(broken, size)).catch((error: unknown) => error)
    expect(outcome).toMatchObject({
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
  }
})

const cutOff = 'It seems to be cut off: copy or export it again.'
const lists = '"images": [{"id": 1}], "categories": [], "annotations"'

test.each<[what: string, text: string, message: string, hint?: string | undefined]>([
  [
    'detections',
    '[{"image_id": 1, "score": 0.5}]',
    'expected an object with images, annotations and categories, received an array that looks like detections.',
    'Are the two files swapped? The ground truth comes first.',
  ],
  ['an array', '[1]', 'expected an object with images, annotations and categories, received "[" at byte 0.'],
  [
    'no text',
    ' ',
    'expected an object with images, annotations and categories, but the text ends after 1 bytes.',
    cutOff,
  ],
  ['an empty object', '{}', 'images: expected an array, received nothing.', 'Its keys are [].'],
  [
    'no annotations',
    '{"info": 1, "images": [], "categories": []}',
    'annotations: expected an array, received nothing.',
    'Its keys are ["info", "images", "categories"].',
  ],
  ['no array', `{${lists}: {"1": {}}}`, 'annotations: expected an array, received {…}.'],
  ['null for an array', '{"images": null}', 'images: expected an array, received null.'],
  ['an array twice', '{"images": [], "images": []}', 'images: expected one array, received a second.'],
  [
    'an end in an array',
    '{"images": [{"id": 1}',
    'behind images[0]: expected "," or "]", but the text ends after 21 bytes.',
    cutOff,
  ],
  [
    'an end in what nobody reads',
    '{"info": {"a": [1',
    'expected a value or "]", but the text ends after 17 bytes.',
    cutOff,
  ],
  ['an end between the arrays', '{"images": [],', 'expected a key, but the text ends after 14 bytes.', cutOff],
  ['an end behind the arrays', '{"images": []', 'expected "," or "}", but the text ends after 13 bytes.', cutOff],
  ['a key that is no string', '{images: []}', 'expected a key, received "images" at byte 1.'],
  ['no colon', '{"images" []}', 'expected ":", received "[" at byte 10.'],
  ['no JSON where nobody reads', '{"info": [1 2]}', 'expected "," or "]", received "2" at byte 12.'],
  [
    'text behind the object',
    `${text}, 1`,
    `expected nothing behind the object, received "," at byte ${Buffer.byteLength(text)}.`,
  ],
  [
    '100,000 levels where nobody reads',
    `{"info": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'expected at most 1000 levels of arrays and objects, received "[" at byte 1009.',
  ],
  ['an image without an id', '{"images": [{"id": 1}, {}]}', 'images[1].id: expected an integer, received nothing.'],
  [
    'NaN',
    `{${lists}: [${text.match(/\{"segm.*?"id":9\}/)![0].replace('2.25', 'NaN')}]}`,
    'annotations[0].area: expected a finite number, received NaN.',
  ],
  [
    'a null in a box',
    text.replace('[0.1,0,10,20],"iscrowd"', '[1, 2, null, 4],"iscrowd"'),
    'annotations[1].bbox: expected 4 finite numbers, received [1, 2, null, 4].',
  ],
  [
    'a string for iscrowd',
    text.replace('"iscrowd":0', '"iscrowd": "2"'),
    'annotations[0].iscrowd: expected 0 or 1, received "2".',
  ],
  [
    '1e999 for an area',
    text.replace('2.25', '1e999'),
    'annotations[0].area: expected a finite number, received Infinity.',
  ],
  [
    'a half of an id',
    text.replace('"id":9,', '"id":9.5,').replace('"id":9}', '"id":9.5}'),
    'annotations[0].id: expected an integer, received 9.5.',
  ],
])('%s: refused with its place, in one piece and byte by byte', async (_, json, message, hint) => {
  expect(await complaintOf(json)).toMatchObject({ code: 'DATASET_INVALID', message, hint })
  const bytes = readCocoGroundTruth(piecesOf(Buffer.from(json), 1)).catch((error: unknown) => error)
  expect(await bytes).toMatchObject({ message, hint })
})

test('ids that occur twice are refused', async () => {
  const twice = text.replace('"id":0', '"id":397133')
  expect(await complaintOf(twice)).toMatchObject({
    code: 'DUPLICATE_ID',
    message: `Image id 397133 occurs twice ('a.jpg', '${coco.images[1]!.file_name}'): entries 0 and 1.`,
  })
})
