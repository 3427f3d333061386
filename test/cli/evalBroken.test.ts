import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { runFovea } from '../helper/runFovea.ts'

const groundTruth = {
  images: [
    { id: 1, file_name: 'a.jpg', width: 100, height: 100 },
    { id: 2, file_name: 'b.jpg', width: 100, height: 100 },
  ],
  annotations: [{ id: 1, image_id: 1, category_id: 18, bbox: [10, 10, 50, 40], area: 2000, iscrowd: 0 }],
  categories: [{ id: 18, name: 'dog' }],
}
const [annotation] = groundTruth.annotations
const detections = [{ image_id: 1, category_id: 18, bbox: [10, 10, 50, 40], score: 0.9 }]
const [detection] = detections

const truthText = JSON.stringify(groundTruth)
const foundText = JSON.stringify(detections)
const truthWith = (change: object) => JSON.stringify({ ...groundTruth, ...change })
const foundWith = (change: object) => JSON.stringify([detection, { ...detection, ...change }])

type Content = string | Uint8Array

test('a folder and a file that is missing: one message, exit code 2', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-eval-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'gt.json'), truthText)
  for (const [path, message] of [
    [folder, /^fovea: .*: expected COCO JSON .*; found 1 \.json/],
    [join(folder, 'none.json'), /^fovea: .*none\.json': expected a file but it does not exist/],
  ] as const) {
    const { code, stdout, stderr } = await runFovea(['eval', join(folder, 'gt.json'), path]).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(message)])
  }
})

/** Writes both files and runs `fovea eval` on them. */
async function evaluate(truth: Content, found: Content) {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-eval-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'gt.json'), truth)
  writeFileSync(join(folder, 'dt.json'), found)
  return runFovea(['eval', join(folder, 'gt.json'), join(folder, 'dt.json'), '--json']).ended
}

const bom = new Uint8Array([0xef, 0xbb, 0xbf])
const withBom = (text: string) => Buffer.concat([bom, Buffer.from(text)])
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const deep = '['.repeat(100_000)

test.each<[string, Content, Content]>([
  ['as they are', truthText, foundText],
  ['gzip', gzipSync(truthText), gzipSync(foundText)],
  ['a byte order mark', withBom(truthText), withBom(foundText)],
  ['gzip of a byte order mark', gzipSync(withBom(truthText)), gzipSync(withBom(foundText))],
  [
    '__proto__ keys',
    truthText.replace('{', '{"__proto__": {"images": 1}, '),
    foundText.replace('{', '{"__proto__": 3,'),
  ],
])('%s: read', async (_, truth, found) => {
  const { code, stdout } = await evaluate(truth, found)
  expect(code).toBe(0)
  expect(JSON.parse(stdout).summary.ap).toBeCloseTo(1, 12)
})

const broken: [what: string, truth: Content, found: Content, message: RegExp][] = [
  ['an empty ground truth', '', foundText, /gt\.json'.*empty/],
  ['empty detections', truthText, '', /dt\.json'.*empty/],
  [
    'white space alone',
    truthText,
    ' \n ',
    /dt\.json': expected an array of detections, but the text ends after 3 bytes/,
  ],
  ['a ground truth cut off', truthText.slice(0, -30), foundText, /gt\.json'.*end/],
  ['detections cut off', truthText, foundText.slice(0, -12), /dt\.json'.*end/],
  ['gzip cut off', truthText, gzipSync(foundText).subarray(0, 40), /dt\.json'.*gzip/],
  ['gzip of something damaged', truthText, gzipSync(foundText).fill(7, 20, 40), /dt\.json'.*gzip/],
  ['UTF-16', truthText, utf16(foundText), /dt\.json'.*UTF-16/],
  [
    'a JPEG',
    truthText,
    new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]),
    /dt\.json': expected an array of detections, received .* at byte 0/,
  ],
  ['a zip archive', truthText, Buffer.from('PK\u0003\u0004 and so on'), /dt\.json'.*zip/],
  ['text', truthText, 'AP = 0.5', /dt\.json': expected an array of detections, received "AP" at byte 0/],
  ['an unclosed string', truthText, '[{"image_id": "1', /dt\.json'.*end/],
  [
    'a trailing comma',
    truthText,
    `[${JSON.stringify(detection)},]`,
    /dt\.json': .*expected a value, received "\]" at byte 66/,
  ],
  [
    'something behind the end',
    truthText,
    `${foundText} ${foundText}`,
    /dt\.json': expected nothing behind the array of detections/,
  ],
  [
    'a 100,000-deep array where nobody reads',
    truthText.replace('{', `{"info": ${deep}${']'.repeat(100_000)}, `),
    foundText,
    /gt\.json': expected at most 1000 levels of arrays and objects/,
  ],
  ['a 100,000-deep array', truthText, deep, /dt\.json': detections\[0\]: expected at most 1000 levels/],
  [
    'a 100,000-deep array for a box',
    truthText,
    `[{"image_id":1,"category_id":18,"score":1,"bbox":${deep}`,
    /dt\.json': detections\[0\]: expected at most 1000 levels/,
  ],
  ['the two files swapped', foundText, truthText, /gt\.json'.*looks like detections\. Are the two files swapped/],
  [
    'a number for a ground truth',
    '3',
    foundText,
    /gt\.json': expected an object with images, annotations and categories, received "3"/,
  ],
  ['no images', truthWith({ images: undefined }), foundText, /gt\.json'.*images/],
  ['no annotations', truthWith({ annotations: undefined }), foundText, /gt\.json'.*annotations/],
  ['no categories', truthWith({ categories: undefined }), foundText, /gt\.json'.*categories/],
  ['images that are no list', truthWith({ images: { 1: {} } }), foundText, /gt\.json'.*images/],
  ['an image without an id', truthWith({ images: [{ file_name: 'a.jpg' }] }), foundText, /images\[0\]\.id/],
  [
    'an image twice',
    truthWith({ images: [...groundTruth.images, { id: 1, file_name: 'c.jpg' }] }),
    foundText,
    /1 occurs twice.*a\.jpg.*c\.jpg.*entries 0 and 2/,
  ],
  [
    'an annotation twice',
    truthWith({ annotations: [annotation, annotation] }),
    foundText,
    /1 occurs twice.*entries 0 and 1/,
  ],
  [
    'a category twice',
    truthWith({
      categories: [
        { id: 18, name: 'dog' },
        { id: 18, name: 'cat' },
      ],
    }),
    foundText,
    /18 occurs twice/,
  ],
  [
    'a box of three numbers',
    truthWith({ annotations: [{ ...annotation, bbox: [1, 2, 3] }] }),
    foundText,
    /annotations\[0\]\.bbox: expected 4 finite numbers.*\[1, 2, 3\]/,
  ],
  ['a null in a box', truthText, foundWith({ bbox: [1, 2, null, 4] }), /\[1\]\.bbox: expected 4 finite numbers/],
  ['a string for a box', truthText, foundWith({ bbox: '1 2 3 4' }), /\[1\]\.bbox: expected 4 finite numbers/],
  ['a box of strings', truthText, foundWith({ bbox: ['1', '2', '3', '4'] }), /\[1\]\.bbox: expected 4 finite numbers/],
  ['no box', truthText, foundWith({ bbox: undefined }), /\[1\]\.bbox: expected 4 finite numbers, received nothing/],
  ['NaN for a score', truthText, foundText.replace('0.9', 'NaN'), /dt\.json'.*NaN/],
  ['Infinity in a box', truthText, foundText.replace('50', 'Infinity'), /dt\.json'.*Infinity/],
  ['1e999 for a score', truthText, foundText.replace('0.9', '1e999'), /dt\.json'.*score.*finite/],
  ['no score', truthText, foundWith({ score: undefined }), /\[1\]\.score/],
  ['a half of an id', truthText, foundWith({ category_id: 17.5 }), /\[1\]\.category_id: expected an integer.*17\.5/],
  ['ids and names mixed', truthText, foundWith({ image_id: 'a.jpg' }), /\[1\]\.image_id/],
  ['an image that the ground truth does not have', truthText, foundWith({ image_id: 7 }), /1 of 2 .*7/],
  ['detections that are no objects', truthText, '[1, 2]', /\[0\]/],
]

test.each(broken)('%s: one message, exit code 2', async (_, truth, found, message) => {
  const { code, stdout, stderr } = await evaluate(truth, found)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(message)])
})
