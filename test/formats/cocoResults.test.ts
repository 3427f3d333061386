import { expect, test } from 'vitest'
import type { Detections } from '../../eval/detections.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { packDetections } from '../../eval/pack/packDetections.ts'
import { readCocoResults } from '../../src/formats/readCocoResults.ts'

const read = (text: string | Uint8Array) => readCocoResults([Buffer.from(text)])

async function complaintOf(text: string | Uint8Array): Promise<InvalidInput> {
  const outcome = await read(text).catch((error: unknown) => error)
  if (outcome instanceof InvalidInput) return outcome
  throw outcome
}

/** In pieces of `size` bytes. */
function* piecesOf(text: Uint8Array, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size)
}

const row = '{"image_id": 42, "category_id": 18, "bbox": [258.15, 41.29, 348.26, 243.78], "score": 0.236}'
const one: Detections = {
  imageIds: Float64Array.of(42),
  categoryIds: Float64Array.of(18),
  boxes: Float64Array.of(258.15, 41.29, 348.26, 243.78),
  scores: Float64Array.of(0.236),
}

test.each([
  ['compact', row.replaceAll(' ', '')],
  ['white space everywhere', row.replace(/[{}[\]:,]|"\w+"|[\d.]+/g, ' \n\r\t$& \n\r\t')],
  ['keys in another order', '{"score":0.236,"bbox":[258.15,41.29,348.26,243.78],"category_id":18,"image_id":42}'],
  ['integers as floats', row.replace('42', '42.0').replace('18', '1.8e1')],
  ['fields of any kind beside', row.replace('}', ', "segmentation": {"size": [4, {}], "counts": "\\"}]"}, "x": []}')],
  ['fields beside, before the others', row.replace('{', '{"id": -7.5e3, "ok": true, "no": null, "s": "\\u00e9\\\\", ')],
  ['escapes in keys', row.replace('image_id', 'im\\u0061ge_id').replace('score', '\\u0073core')],
  ['the last of two fields of one name', row.replace('{', '{"score": 1, "bbox": [1, 2], "image_id": "x", ')],
  ['a null that is overwritten', row.replace('{', '{"score": null, "category_id": null, ')],
  ['a __proto__ key', row.replace('{', '{"__proto__": {"score": 1}, "constructor": 1, ')],
  ['NaN where nobody reads', row.replace('}', ', "x": [NaN, -Infinity, {"y": Infinity}]}')],
  ['999 levels where nobody reads', row.replace('}', `, "x": ${'['.repeat(999)}${']'.repeat(999)}}`)],
])('%s: read', async (_, text) => {
  expect(await read(`[${text}]`)).toEqual(one)
})

test.each(['[]', ' [ ] \n', '\ufeff[]'])('no detections in %j', async text => {
  expect((await read(text)).scores).toEqual(new Float64Array())
})

test('a byte order mark is passed over', async () => {
  expect(await read(`\ufeff[${row}]`)).toEqual(one)
})

test('a text gives the same whichever byte it is cut at', async () => {
  const rows = [
    { image_id: 1, category_id: 1, bbox: [0.1, -2e-7, 3, 4.000000000000001], score: 0.9226818084716797 },
    { image_id: 1, category_id: 1, bbox: [5, 6, 7, 8], score: 0.125, 'a"\\\u00e9\ud83d\ude00\n': [true, null, 'x'] },
    { image_id: 900_100_581_475, category_id: 2, bbox: [1e21, 1e-7, 123456789.5, 0], score: 1e-320, y: { z: [[]] } },
    { image_id: 3, category_id: 2, bbox: [1, 2, 3, 4], score: 0.25 },
  ]
  const json = JSON.stringify(rows, null, 1).replace('0.125', '-0.0')
  const text = Buffer.from(`\ufeff ${json}\n`)
  const whole = packDetections(JSON.parse(json))
  for (let cut = 0; cut <= text.length; cut++)
    expect(await readCocoResults([text.subarray(0, cut), text.subarray(cut)]), `cut at ${cut}`).toEqual(whole)
  for (const size of [1, 2, 3, 7]) expect(await readCocoResults(piecesOf(text, size)), `by ${size}`).toEqual(whole)
})

test('more than fits in one piece, in one chunk or in many, with one row in a hundred out of the ordinary', async () => {
  const rows = Array.from({ length: 30_000 }, (_, k) => ({
    image_id: k % 500,
    category_id: k % 80,
    bbox: [k / 7, k / 11, k / 13, k / 17].map(Math.fround),
    score: Math.fround(1 / (k + 1)),
    ...(k % 100 === 99 && { segmentation: 'x'.repeat(k), file_name: null }),
  }))
  const text = Buffer.from(JSON.stringify(rows))
  const whole = packDetections(rows)
  expect(await read(text)).toEqual(whole)
  expect(await readCocoResults(piecesOf(text, 65_537), { bytes: text.length })).toEqual(whole)
})

test('a file of names, images and categories both', async () => {
  const named = [
    { file_name: 'b.jpg', category_name: 'dog', bbox: [1, 2, 3, 4], score: 0.5 },
    { file_name: 'caf\u00e9 \ud83d\ude00 "1".jpg', category_name: 'cat', bbox: [1, 2, 3, 4], score: 0.25 },
    { file_name: 'b.jpg', category_name: 'cat', bbox: [1, 2, 3, 4], score: 0.125 },
  ]
  const text = JSON.stringify(named).replaceAll('\u00e9', '\\u00E9')
  expect(await read(text)).toEqual(packDetections(named as never))
})

test('bytes that are no UTF-8 become U+FFFD in a name, as JSON.parse has them', async () => {
  const text = Buffer.from(row.replace('42', '"a\xff.jpg"').replace('}', ', "x\xc3": "\xe2\x82"}'), 'latin1')
  expect((await read(Buffer.concat([Buffer.from('['), text, Buffer.from(']')]))).imageNames).toEqual(['a\ufffd.jpg'])
})

const cutOff = 'It seems to be cut off: copy or export it again.'

test.each<[what: string, text: string | Uint8Array, message: string, hint?: string | undefined]>([
  ['no text', '', 'expected an array of detections, but the text ends after 0 bytes.', cutOff],
  ['an object', '{"predictions": []}', 'expected an array of detections, received "{" at byte 0.'],
  ['a number', ' 17', 'expected an array of detections, received "17" at byte 1.'],
  [
    'a ground truth',
    '{"info": {}, "images": [], "annotations": []}',
    'expected an array of detections, received an object that looks like a ground truth.',
    'Are the two files swapped? The ground truth comes first.',
  ],
  [
    'detections within an object',
    `{"annotations": [${row}]}`,
    'expected an array of detections, received an object with "annotations", and scores in it.',
    'Give the array of detections itself: [{"image_id": …, "category_id": …, "bbox": […], "score": …}, …].',
  ],
  [
    'an end in a key',
    `[${row}, {"imag`,
    'detections[1]: expected a key or "}", but the text ends after 101 bytes.',
    cutOff,
  ],
  ['an end in a number', '[{"score": 0.', 'detections[0]: expected a value, but the text ends after 13 bytes.', cutOff],
  ['an end in a word', '[{"x": fal', 'detections[0]: expected a value, but the text ends after 10 bytes.', cutOff],
  ['an end in a string', '[{"x": "\\u00', 'detections[0]: expected a value, but the text ends after 12 bytes.', cutOff],
  ['an end in an object', '[{"x": 1', 'detections[0]: expected a value, but the text ends after 8 bytes.', cutOff],
  [
    'an end behind a value',
    '[{"x": 1 ',
    'detections[0]: expected "," or "}", but the text ends after 9 bytes.',
    cutOff,
  ],
  ['an end between', `[${row}`, 'behind detections[0]: expected "," or "]", but the text ends after 93 bytes.', cutOff],
  ['an end behind a comma', `[${row},`, 'detections[1]: expected a value, but the text ends after 94 bytes.', cutOff],
  ['a trailing comma', `[${row},]`, 'detections[1]: expected a value, received "]" at byte 94.'],
  ['no comma', `[${row}${row}]`, 'behind detections[0]: expected "," or "]", received "{" at byte 93.'],
  ['no colon', '[{"score" 1}]', 'detections[0]: expected ":", received "1" at byte 10.'],
  ['no quotes', '[{score: 1}]', 'detections[0]: expected a key or "}", received "score" at byte 2.'],
  ['no key behind a comma', '[{"x": 1,}]', 'detections[0]: expected a key, received "}" at byte 9.'],
  ['a bracket for a brace', '[{"x": [1}]', 'detections[0]: expected "," or "]", received "}" at byte 9.'],
  ['a brace for a bracket', '[{"x": 1]', 'detections[0]: expected "," or "}", received "]" at byte 8.'],
  [
    'a line break in a string',
    '[{"x": "a\nb"}]',
    'detections[0]: expected a character or an escape of a string, received "\\n" at byte 9.',
  ],
  [
    'an unknown escape',
    '[{"x": "\\q"}]',
    'detections[0]: expected a character or an escape of a string, received "q" at byte 9.',
  ],
  [
    'half an escape',
    '[{"x": "\\u00g0"}]',
    'detections[0]: expected a character or an escape of a string, received "g0" at byte 12.',
  ],
  ['a word of Python', '[{"x": None}]', 'detections[0]: expected a value, received "None" at byte 7.'],
  ['a zero before a number', '[{"x": 01}]', 'detections[0]: expected a value, received "01" at byte 7.'],
  ['a number without digits', '[{"x": [1, -]}]', 'detections[0]: expected a value, received "-" at byte 11.'],
  ['a zero byte', '[{"x": \0}]', 'detections[0]: expected a value, received "\\u0000" at byte 7.'],
  ['text behind the array', `[${row}] [`, 'expected nothing behind the array of detections, received "[" at byte 95.'],
  [
    '100,000 levels',
    `[{"x": ${'['.repeat(100_000)}`,
    'detections[0]: expected at most 1000 levels of arrays and objects, received "[" at byte 1006.',
  ],
  ['NaN', `[${row.replace('0.236', 'NaN')}]`, 'detections[0].score: expected a finite number, received NaN.'],
  [
    '-Infinity',
    `[${row}, ${row.replace('41.29', '-Infinity')}]`,
    'detections[1].bbox: expected 4 finite numbers, received [258.15, -Infinity, 348.26, 243.78].',
  ],
  ['1e400', `[${row.replace('0.236', '1e400')}]`, 'detections[0].score: expected a finite number, received Infinity.'],
  ['a half of an id', `[${row.replace('42', '4.2')}]`, 'detections[0].image_id: expected an integer, received 4.2.'],
  [
    'three numbers',
    `[${row}, ${row.replace(', 243.78', '')}]`,
    'detections[1].bbox: expected 4 finite numbers, received [258.15, 41.29, 348.26].',
  ],
  [
    'five numbers',
    `[${row.replace('243.78', '243.78, 1')}]`,
    'detections[0].bbox: expected 4 finite numbers, received [258.15, 41.29, 348.26, 243.78, 1].',
  ],
  [
    'null for a score',
    `[${row.replace('0.236', 'null')}]`,
    'detections[0].score: expected a finite number, received null.',
  ],
  [
    'no score',
    `[${row.replace(', "score": 0.236', '')}]`,
    'detections[0].score: expected a finite number, received nothing.',
  ],
  ['elements that are no objects', `[${row}, 7]`, 'detections[1]: expected an object, received 7.'],
  [
    'names behind ids',
    `[${row}, ${row.replace('42', '"a"')}]`,
    'detections[1].image_id: expected an integer as in the entries before, received "a".',
    'Give every entry an integer image_id, or every entry a name.',
  ],
  [
    'ids behind names',
    `[${row.replace('42', '"a"')}, ${row}]`,
    'detections[1].image_id: expected a name as in the entries before, received 42.',
    'Give every entry an integer image_id, or every entry a name.',
  ],
])('%s: refused with its place, in one piece and byte by byte', async (_, text, message, hint) => {
  expect(await complaintOf(text)).toMatchObject({ code: 'DETECTIONS_INVALID', message, hint })
  const bytes = readCocoResults(piecesOf(Buffer.from(text), 1)).catch((error: unknown) => error)
  expect(await bytes).toMatchObject({ message, hint })
})

test('a failure of the source ends reading as it is', async () => {
  async function* source() {
    yield Buffer.from('[')
    throw new Error('the disk is gone')
  }
  await expect(readCocoResults(source())).rejects.toThrow('the disk is gone')
})
