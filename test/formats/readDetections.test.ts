import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/evaluateCoco.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { readDetections } from '../../src/formats/readDetections.ts'
import { readGroundTruth } from '../../src/formats/readGroundTruth.ts'
import { normalised, sceneOf, scenes, scenesFolder } from './demoScenes.ts'
import { folderOf } from './folderOf.ts'

const oneImage = packGroundTruth({
  images: [{ id: 1, file_name: 'a.png', width: 8, height: 8 }],
  annotations: [],
  categories: [{ id: 1, name: 'dog' }],
})
const coco = '[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 8, 8], "score": 0.5}]'
const csv = 'image_id,category_id,score,x,y,w,h\n1,1,.5,0,0,8,8\n'
const line = '1 .5 .5 1 1 .5'

test.each([
  ['COCO', 'results.json', { 'results.json': coco }],
  ['COCO', 'results', { results: coco }],
  ['CSV', 'results.csv', { 'results.csv': csv }],
  ['YOLO', '', { 'a.txt': line }],
  ['YOLO', '', { 'a.jpg': 'drawn', 'labels/a.txt': line }],
  ['YOLO', 'labels', { 'a.jpg': 'drawn', 'labels/a.txt': line }],
] as [string, string, Record<string, string>][])('%s is told by %j', async (format, inside, files) => {
  const read = await readDetections(join(folderOf(files), inside), oneImage)
  expect(read).toEqual({
    format,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    notes: [],
    detections: {
      imageIds: Float64Array.of(format === 'YOLO' ? 0 : 1),
      categoryIds: Float64Array.of(1),
      boxes: Float64Array.of(0, 0, 8, 8),
      scores: Float64Array.of(0.5),
      ...(format === 'YOLO' && { imageNames: ['a.png'] }),
    },
  })
})

const all =
  'expected COCO JSON (a file .json or .json.gz), YOLO (a folder with data.yaml or label files .txt), CSV (a file .csv)'

test.each([
  ['', { 'a.xml': '<annotation/>' }, `${all}; found 1 .xml ('a.xml').`],
  ['', { 'a.json': coco }, `${all}; found 1 .json ('a.json').`],
  ['none', {}, 'expected a file but it does not exist.'],
  ['data.yaml', { 'data.yaml': 'names: [dog]' }, `${all}; found a file that begins with "names: [dog]".`],
] as [string, Record<string, string>, string][])(
  '%# what cannot be told is refused',
  async (inside, files, message) => {
    await expect(readDetections(join(folderOf(files), inside), oneImage)).rejects.toMatchObject({
      code: 'DETECTIONS_INVALID',
      message: expect.stringContaining(message),
    })
  },
)

test('a format that the caller names is not looked for', async () => {
  const path = join(folderOf({ 'results.txt': csv }), 'results.txt')
  expect((await readDetections(path, oneImage, { format: 'CSV' })).detections.scores).toEqual(Float64Array.of(0.5))
})

test.each(['results.json.gz', 'results.csv.gz'])('%s is unpacked', async name => {
  const folder = folderOf({ [name]: gzipSync(name.includes('json') ? coco : csv) })
  expect((await readDetections(join(folder, name), oneImage)).detections.scores).toEqual(Float64Array.of(0.5))
})

type Reference = {
  images: { image_id: number; file_name: string; boxes: number[][]; scores: number[]; labels: number[] }[]
}
const reference: Reference = JSON.parse(readFileSync(join(scenesFolder, 'reference-detections.json'), 'utf8'))
const names = scenes.categories.map(({ name }) => name)

/** The reference detections of the demo scenes, in the order of their images. */
const found = reference.images.flatMap(({ image_id, boxes, scores, labels }) =>
  boxes.map(([x1, y1, x2, y2], row) => ({
    image_id,
    score: scores[row]!,
    label: labels[row]!,
    bbox: [x1!, y1!, x2! - x1!, y2! - y1!] as [number, number, number, number],
  })),
)

const written: Record<string, () => Record<string, string>> = {
  'results.json': () => ({
    'results.json': JSON.stringify(
      found.map(({ label, ...rest }) => ({ ...rest, category_id: scenes.categories[label]!.id })),
    ),
  }),
  'results.csv': () => ({
    'results.csv': [
      'image;class;conf;x;y;w;h',
      ...found.map(({ image_id, label, score, bbox }) =>
        [sceneOf.get(image_id)!.file_name, names[label], score, ...bbox].join(';'),
      ),
    ].join('\n'),
  }),
  labels: () => {
    const files: Record<string, string> = {}
    for (const { image_id, label, score, bbox } of found) {
      const path = `labels/${sceneOf.get(image_id)!.file_name.replace('.jpg', '.txt')}`
      files[path] = `${files[path] ?? ''}${label} ${normalised(bbox, image_id)} ${score}\n`
    }
    return files
  },
}

test.each(Object.keys(written))(
  'the reference detections of the demo scenes written as %s have the AP they have',
  async name => {
    const { groundTruth } = await readGroundTruth(join(scenesFolder, 'instances.json'))
    const { detections } = await readDetections(join(folderOf(written[name]!()), name), groundTruth)
    expect(detections.scores).toHaveLength(found.length)
    expect([...detections.scores].toSorted()).toEqual(found.map(({ score }) => score).toSorted())
    const { summary } = evaluateCoco(groundTruth, detections, name === 'labels' ? { categorySpace: 'INDEX_80' } : {})
    expect(summary.ap).toBeCloseTo(0.6856957868515318, 9) // of pycocotools
  },
)
