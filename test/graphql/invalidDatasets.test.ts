import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEvaluating } from '../helper/evaluating.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

// Rows 40 to 44 of the promise about inputs: ground truth that cannot be, and ground truth that only looks so.

let server: TestServer
let api: ReturnType<typeof createEvaluating>
beforeAll(async () => {
  server = await startServer({ FOVEA_WORKER: '0', FOVEA_MAX_UPLOAD_MB: '2' })
  api = createEvaluating(server)
})
afterAll(() => server.stop())

const image = { id: 1, file_name: 'a.jpg', width: 10, height: 10 }
const category = { id: 1, name: 'cat' }
const box = { id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2], area: 4, iscrowd: 0 }
const coco = (rest: object) => JSON.stringify({ images: [image], annotations: [box], categories: [category], ...rest })

test.each<[string, string, string, RegExp]>([
  ['no JSON', '{"images": [}', 'DATASET_INVALID', /line 1|byte|offset|character/],
  ['nothing', '', 'DATASET_INVALID', /\S/],
  ['two images of one id', coco({ images: [image, { ...image, file_name: 'b.jpg' }] }), 'DUPLICATE_ID', /\b1\b.*twice/],
  ['two annotations of one id', coco({ annotations: [box, box] }), 'DUPLICATE_ID', /Annotation id 1/i],
  ['no images', coco({ images: [] }), 'DATASET_INVALID', /image/],
  [
    'a box of three numbers',
    coco({ annotations: [{ ...box, bbox: [1, 2, 3] }] }),
    'DATASET_INVALID',
    /annotations\[0\].bbox/,
  ],
  [
    'a box that holds null',
    coco({ annotations: [{ ...box, bbox: [1, 2, null, 4] }] }),
    'DATASET_INVALID',
    /\[1, ?2, ?null, ?4\]/,
  ],
  ['NaN', coco({}).replace('[1,1,2,2]', '[1,NaN,2,2]'), 'DATASET_INVALID', /bbox|NaN/],
  ['100,000 levels', `{"images":${'['.repeat(100_000)}`, 'DATASET_INVALID', /\S/],
  [
    'results instead',
    JSON.stringify([{ image_id: 1, category_id: 1, bbox: [1, 1, 2, 2], score: 1 }]),
    'DATASET_INVALID',
    /detections|results/i,
  ],
  ['a picture', scene(1).toString('latin1'), 'DATASET_INVALID', /\S/],
])('%s is refused with where it lies', async (_, text, code, says) => {
  const uploadId = await api.upload('val.json', Buffer.from(text, 'latin1'))
  const before = await server.sql('SELECT FROM dataset')
  const { dataset, created, userErrors } = await api.createDataset({ groundTruth: { uploadId } })
  expect({ dataset, created }).toEqual({ dataset: null, created: false })
  expect(userErrors).toMatchObject([{ code, path: ['input', 'groundTruth'] }])
  expect(userErrors[0]!.message).toMatch(says)
  expect(userErrors[0]!.message).not.toMatch(/\/tmp\/|node_modules/)
  expect(await server.sql('SELECT FROM dataset')).toHaveLength(before.length)
})

test('a key __proto__ pollutes nothing', async () => {
  const uploadId = await api.upload('p.json', coco({}).replace('{', '{"__proto__":{"polluted":1},'))
  expect((await api.createDataset({ groundTruth: { uploadId } })).userErrors).toEqual([])
  expect('polluted' in {}).toBe(false)
})

test('one that unpacks to more than an upload may have is refused with the limit, and nothing is stored', async () => {
  const bomb = gzipSync(coco({ info: ' '.repeat(3_000_000) }))
  expect(bomb.length).toBeLessThan(10_000)
  const uploadId = await api.upload('bomb.json.gz', bomb)
  const before = await server.sql('SELECT FROM dataset')
  const { dataset, userErrors } = await api.createDataset({ groundTruth: { uploadId } })
  expect(dataset).toBeNull()
  expect(userErrors).toMatchObject([
    {
      ...{ code: 'DATASET_TOO_LARGE', path: ['input', 'groundTruth'] },
      message: expect.stringContaining("'bomb.json.gz': expected a ground truth of at most 2,097,152 bytes"),
    },
  ])
  expect(await server.sql('SELECT FROM dataset')).toHaveLength(before.length)
})

test.each<[string, object, string[]]>([
  ['a box outside its image', { annotations: [{ ...box, bbox: [100, 100, 5, 5] }] }, []],
  ['no annotations', { annotations: [] }, ['NO_OBJECTS']],
  [
    'an annotation on an image that is not listed',
    { annotations: [box, { ...box, id: 2, image_id: 9 }] },
    ['ANNOTATIONS_LEFT_OUT'],
  ],
  [
    'an annotation without area and crowd',
    { annotations: [{ ...box, area: undefined, iscrowd: undefined }] },
    ['DEFAULTED_FIELDS'],
  ],
  ['a bad mask', { annotations: [{ ...box, segmentation: { counts: 'x', size: [0] } }] }, []],
])('%s is taken, as pycocotools takes it', async (_, rest, expected) => {
  const uploadId = await api.upload('val.json', coco(rest))
  const { dataset, userErrors } = await api.createDataset({ groundTruth: { uploadId } })
  expect(userErrors).toEqual([])
  const { data } = await server.graphql<{ dataset: { warnings: { code: string }[] } }>(
    'query ($id: ID!) { dataset(id: $id) { warnings { code } } }',
    { id: dataset!.id },
  )
  expect(data.dataset.warnings.map(({ code }) => code)).toEqual(expected)
})
