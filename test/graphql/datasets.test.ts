import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { createEvaluating, sceneArchive, sceneName, sceneTruth, zipOf } from '../helper/evaluating.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { multipart } from '../helper/multipart.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let api: ReturnType<typeof createEvaluating>
beforeAll(async () => {
  server = await startServer({ FOVEA_WORKER: '0' })
  api = createEvaluating(server)
})
afterAll(() => server.stop())

type Truth = { images: object[]; annotations: object[]; categories: object[] }
const scenes: Truth = JSON.parse(sceneTruth().toString())

/** The ground truth of some demo scenes, by ids from 1; each call gives another dataset. */
let made = 0
const truthOf = (...numbers: number[]): Buffer => {
  const images = scenes.images.filter(image => numbers.includes((image as { id: number }).id))
  const annotations = scenes.annotations.filter(each => numbers.includes((each as { image_id: number }).image_id))
  const categories = [...scenes.categories, { id: 1000, name: `unused ${made++}` }]
  return Buffer.from(JSON.stringify({ images, annotations, categories }))
}

async function datasetOf(...numbers: number[]): Promise<string> {
  const uploadId = await api.upload('truth.json', truthOf(...numbers))
  const { dataset, userErrors } = await api.createDataset({ groundTruth: { uploadId } })
  expect(userErrors).toEqual([])
  return dataset!.id
}

/** A picture of 333 × 250 pixels. */
const small = readFileSync('test/fixtures/detector/scene-333x250.jpg')

const file = (number: number) => ({ fileName: sceneName(number), bytes: scene(number) })
const waiting = async () =>
  (await server.sql("SELECT FROM upload WHERE expires_at > now() + interval '3 minutes'")).length

test('ground truth comes in by multipart, and the same again, however written and called, is the same dataset', async () => {
  const groundTruth = { fileName: 'instances.json', bytes: sceneTruth() }
  const first = await api.createDataset({ groundTruth: { upload: null } }, { 'input.groundTruth.upload': groundTruth })
  expect(first).toMatchObject({ created: true, photos: null, userErrors: [] })
  expect(first.dataset).toMatchObject({ name: 'instances', imageCount: 60, photoCount: 0 })
  const uploadId = await api.upload('other.json.gz', gzipSync(JSON.stringify(scenes, null, 2)))
  const again = await api.createDataset({ groundTruth: { uploadId }, name: 'another name' })
  expect(again).toMatchObject({ created: false, dataset: { id: first.dataset!.id, name: 'instances' } })
  const raw = await api.createDataset({ groundTruth: { uploadId }, orientation: 'RAW' })
  expect(raw.created).toBe(true)
  expect(await waiting()).toBe(0)
})

test('photos in the archive of a ground truth become those of the dataset', async () => {
  const archive = await zipOf([{ fileName: 'truth.json', bytes: truthOf(1, 2, 3) }, file(1), file(2)])
  const { dataset, photos } = await api.createDataset({
    groundTruth: { uploadId: await api.upload('set.zip', archive) },
    name: 'with photos',
  })
  expect(dataset).toMatchObject({ name: 'with photos', imageCount: 3, photoCount: 2 })
  expect(photos).toMatchObject({ received: 2, added: 2, refused: 0, missing: 1, problems: [] })
})

describe('photos', () => {
  test('come as files, in archives and as stored images, and those that cannot be used are told one by one', async () => {
    const id = await datasetOf(1, 2, 3, 4, 5)
    const detected = await server.postMultipart<{ detect: { results: { image: { id: string } }[] } }>(
      detectUploads([file(4)]),
    )
    const { added, refused, missing, problems } = (
      await api.addPhotos(
        id,
        [
          { upload: null },
          {
            uploadId: await api.upload(
              'more.zip',
              await zipOf([file(2), { ...file(3), fileName: 'deep/in/000003.jpg' }]),
            ),
          },
          { imageId: detected.data.detect.results[0]!.image.id },
          { upload: null },
          { upload: null },
        ],
        {
          'input.images.0.upload': file(1),
          'input.images.3.upload': { fileName: 'stranger.jpg', bytes: scene(9) },
          'input.images.4.upload': { fileName: '000005.jpg', bytes: Buffer.from('no picture') },
        },
      )
    ).photos!
    expect({ added, refused, missing }).toEqual({ added: 4, refused: 2, missing: 1 })
    expect(problems.map(({ code, fileName }) => `${code} ${fileName}`).sort()).toEqual([
      'IMAGE_NOT_IN_GROUND_TRUTH stranger.jpg',
      'IMAGE_UNSUPPORTED 000005.jpg',
    ])
    for (const { message } of problems) expect(message).toMatch(/\S/)
    expect(await waiting()).toBe(0)
  })

  test('that are there already are left as they are', async () => {
    const id = await datasetOf(1, 2)
    const add = async () =>
      (await api.addPhotos(id, [{ uploadId: await api.upload('a.zip', await zipOf([file(1)])) }])).photos
    expect(await add()).toMatchObject({ received: 1, added: 1, unchanged: 0, missing: 1 })
    expect(await add()).toMatchObject({ received: 1, added: 0, unchanged: 1, missing: 1 })
  })

  test('of another size are refused with the size that came and the one that the ground truth has', async () => {
    const id = await datasetOf(1)
    const { photos } = await api.addPhotos(id, [{ upload: null }], {
      'input.images.0.upload': { fileName: sceneName(1), bytes: small },
    })
    const { width, height } = scenes.images[0] as { width: number; height: number }
    expect(photos!.problems).toMatchObject([
      {
        code: 'IMAGE_SIZE_MISMATCH',
        fileName: sceneName(1),
        message: expect.stringMatching(`333×250.*${width}×${height}`),
      },
    ])
  })

  test('all sixty come by one archive', async () => {
    const id = await datasetOf(...Array.from({ length: 60 }, (_, index) => index + 1))
    const { photos, dataset } = await api.addPhotos(id, [{ uploadId: await api.upload('s.zip', await sceneArchive()) }])
    expect(photos).toMatchObject({ received: 60, added: 60, missing: 0 })
    expect(dataset!.photoCount).toBe(60)
  })

  test('hundred files are taken in one request, and one more is not', async () => {
    const id = await datasetOf(1)
    const images = Array.from({ length: 100 }, () => ({ upload: null }))
    const files = Object.fromEntries(
      images.map((_, index) => [`input.images.${index}.upload`, { fileName: `x${index}.jpg`, bytes: scene(1) }]),
    )
    expect((await api.addPhotos(id, images, files)).photos).toMatchObject({ received: 100, refused: 100 })
    const ids = Array.from({ length: 101 }, () => ({ uploadId: 'upl_1' }))
    expect((await api.addPhotos(id, ids)).userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', 'images'], message: expect.stringContaining('1 to 100') },
    ])
    expect((await api.addPhotos(id, [])).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('of what does not exist are refused, each with its place, and nothing is added', async () => {
    const id = await datasetOf(1)
    const image = toNodeId('Image', '00000000-0000-0000-0000-000000000000')
    const { userErrors, photos } = await api.addPhotos(id, [
      { uploadId: await api.upload('000001.jpg', scene(1)) },
      { uploadId: 'upl_00000000000000000000000000000000' },
      { uploadId: image },
    ])
    expect(photos).toBeNull()
    expect(userErrors).toMatchObject([
      { code: 'UPLOAD_NOT_FOUND', path: ['input', 'images', '1', 'uploadId'] },
      { code: 'UPLOAD_NOT_FOUND', path: ['input', 'images', '2', 'uploadId'] },
    ])
    expect((await api.addPhotos(id, [{ imageId: image }])).userErrors).toMatchObject([
      { code: 'IMAGE_NOT_FOUND', path: ['input', 'images', '0', 'imageId'] },
    ])
    expect((await api.addPhotos(image, [{ imageId: image }])).userErrors).toMatchObject([
      { code: 'DATASET_NOT_FOUND', path: ['input', 'datasetId'] },
    ])
  })
})

describe('rows 13 and 14: files of the request itself', () => {
  const query = 'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { userErrors { code } } }'
  const operations = { query, variables: { input: { groundTruth: { upload: null } } } }
  const head = [
    { name: 'operations', body: JSON.stringify(operations) },
    { name: 'map', body: '{"0":["variables.input.groundTruth.upload"]}' },
  ]

  test('one that is not sent refuses the request', async () => {
    expectRefused(await server.postMultipart(multipart(head)), 400, 'FILE_MISSING', /missing/)
  })

  test('one that is too large refuses the request, says what takes larger ones, and leaves nothing', async () => {
    const file = { name: '0', fileName: 'large.json', body: Buffer.alloc(21 * 1024 * 1024, ' ') }
    const answer = await server.postMultipart(multipart([...head, file]))
    expectRefused(answer, 413, 'PAYLOAD_TOO_LARGE', /20971520/)
    expect(answer.errors[0]!.extensions.hint).toContain('PUT /uploads')
    expect(await server.sql("SELECT FROM upload WHERE file_name = 'large.json'")).toHaveLength(0)
  })
})

test('a file of a request that was refused takes no room any more; an upload stays for another try', async () => {
  const before = await waiting()
  const bad = { fileName: 'bad.json', bytes: Buffer.from('{') }
  const { userErrors } = await api.createDataset({ groundTruth: { upload: null } }, { 'input.groundTruth.upload': bad })
  expect(userErrors).toMatchObject([{ code: 'DATASET_INVALID' }])
  expect(await waiting()).toBe(before)
  const uploadId = await api.upload('bad.json', '{')
  for (let time = 0; time < 2; time++)
    expect((await api.createDataset({ groundTruth: { uploadId } })).userErrors).toMatchObject([
      { code: 'DATASET_INVALID' },
    ])
  expect(await waiting()).toBe(before + 1)
})

test('what is no upload, and a name that is too long, are refused with their place', async () => {
  const uploadId = 'upl_00000000000000000000000000000000'
  expect((await api.createDataset({ groundTruth: { uploadId } })).userErrors).toMatchObject([
    { code: 'UPLOAD_NOT_FOUND', path: ['input', 'groundTruth', 'uploadId'] },
  ])
  for (const name of ['', '  ', 'x'.repeat(201)])
    expect((await api.createDataset({ groundTruth: { uploadId }, name })).userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', 'name'], message: expect.stringContaining('1 to 200') },
    ])
})

test('names come back as they were, whatever they hold', async () => {
  const name = '<script>alert(1)</script> ../../etc/passwd \u202e日本 🙂 "\' ; DROP TABLE dataset'
  const truth = { images: [{ id: 1, file_name: name }], annotations: [], categories: [{ id: 1, name }] }
  const uploadId = await api.upload('hostile.json', JSON.stringify(truth))
  const { dataset } = await api.createDataset({ groundTruth: { uploadId }, name })
  const { data } = await server.graphql(
    'query ($id: ID!) { dataset(id: $id) { name categories { name } images(first: 1) { nodes { fileName } } } }',
    { id: dataset!.id },
  )
  expect(data).toEqual({ dataset: { name, categories: [{ name }], images: { nodes: [{ fileName: name }] } } })
})

test('a photo of a dataset is not deleted as an image, and goes with its last dataset', async () => {
  const truth = { images: [{ id: 1, file_name: 'a.jpg' }], annotations: [], categories: [{ id: 1, name: 'cat' }] }
  const groundTruth = { uploadId: await api.upload('a.json', JSON.stringify(truth)) }
  const { id } = (await api.createDataset({ groundTruth })).dataset!
  await api.addPhotos(id, [{ uploadId: await api.upload('a.jpg', small) }])
  const photo = 'query ($id: ID!) { dataset(id: $id) { images(first: 1) { nodes { image { id } } } } }'
  type Data = { dataset: { images: { nodes: { image: { id: string } }[] } } }
  const imageId = (await server.graphql<Data>(photo, { id })).data.dataset.images.nodes[0]!.image.id
  const deleteImage = 'mutation ($id: ID!) { deleteImage(id: $id) { deletedId userErrors { code path } } }'
  expect((await server.graphql(deleteImage, { id: imageId })).data).toEqual({
    deleteImage: { deletedId: null, userErrors: [{ code: 'IMAGE_IN_USE', path: ['id'] }] },
  })
  const deleteDataset = 'mutation ($id: ID!) { deleteDataset(id: $id) { deletedId userErrors { code } } }'
  expect((await server.graphql(deleteDataset, { id })).data).toEqual({
    deleteDataset: { deletedId: id, userErrors: [] },
  })
  expect((await server.graphql('query ($id: ID!) { node(id: $id) { id } }', { id: imageId })).data).toEqual({
    node: null,
  })
  expect((await server.graphql(deleteDataset, { id })).data).toEqual({
    deleteDataset: { deletedId: null, userErrors: [{ code: 'DATASET_NOT_FOUND' }] },
  })
})
