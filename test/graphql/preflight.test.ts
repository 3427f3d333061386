import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { DetectData, Run } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { differences, hasSharedData, needsSharedData, type Twelve } from '../helper/evalFixture.ts'
import { createEvaluating, type Evaluated, twelveOf, type UserError } from '../helper/evaluating.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let api: ReturnType<typeof createEvaluating>
beforeAll(async () => {
  server = await startServer()
  api = createEvaluating(server)
})
afterAll(() => server.stop())

const createDataset = async (text: string, name = 'val.json') =>
  (await api.createDataset({ groundTruth: { uploadId: await api.upload(name, text) } })).dataset!.id

describe.skipIf(!hasSharedData)(`detections of 100 images of COCO val2014 ${needsSharedData}`, () => {
  const folder = resolve('../shared/data/cocoapi-val2014-100')
  const read = (name: string) => readFileSync(resolve(folder, name), 'utf8')

  type Result = { image_id: number; category_id: number; bbox: [number, number, number, number]; score: number }
  /** pycocotools 2.0.11 */
  const expected: Twelve = [
    ...[0.5045806987249628, 0.6969727247299577, 0.5729816669904824, 0.5856257209410443, 0.5193996948036719],
    ...[0.5013978986347466, 0.38681277964578054, 0.5936795762842003, 0.595352982877607, 0.6398109626113442],
    ...[0.5664205978994309, 0.5642905982905982],
  ]
  let datasetId: string
  let results: Result[]
  let truth: { images: { id: number; width: number; height: number }[]; annotations: { image_id: number }[] }
  beforeAll(async () => {
    const text = read('instances_val2014_100.json')
    truth = JSON.parse(text)
    results = JSON.parse(read('instances_val2014_fakebbox100_results.json'))
    datasetId = await createDataset(text)
  })

  const sizeOf = (id: number) => truth.images.find(image => image.id === id)!
  const withResults = (text: string) => ({
    'input.detections.results': { fileName: 'r.json', bytes: Buffer.from(text) },
  })
  const send = (of: readonly object[], rest: object = {}) =>
    api.evaluate({ datasetId, detections: { results: null }, ...rest }, withResults(JSON.stringify(of)))

  async function evaluated(of: readonly object[], rest: object = {}): Promise<Evaluated> {
    const { evaluation, userErrors } = await send(of, rest)
    expect(userErrors).toEqual([])
    const done = await api.finish(evaluation!.id)
    expect(done.status).toBe('COMPLETED')
    return done
  }

  /** Refused before anything is stored, in words of the API, by `evaluate` and `validateDetections` alike. */
  async function refused(of: readonly object[], rest: object = {}): Promise<UserError> {
    const before = await server.sql('SELECT FROM evaluation')
    const { evaluation, userErrors } = await send(of, rest)
    expect(evaluation).toBeNull()
    const [error, ...others] = userErrors
    expect(others).toEqual([])
    expect(`${error!.message} ${error!.hint}`).not.toMatch(/--|\/tmp\//)
    expect(await server.sql('SELECT FROM evaluation')).toHaveLength(before.length)
    const report = await api.validate(
      { datasetId, detections: { results: null }, ...rest },
      withResults(JSON.stringify(of)),
    )
    expect(report).toMatchObject({ valid: false, userErrors: [] })
    expect(report.findings).toContainEqual(expect.objectContaining({ code: error!.code, message: error!.message }))
    return error!
  }

  /** Would be evaluated, with this warning. */
  async function taken(of: readonly object[], code: string, rest: object): Promise<void> {
    const report = await api.validate(
      { datasetId, detections: { results: null }, ...rest },
      withResults(JSON.stringify(of)),
    )
    expect(report).toMatchObject({ valid: true, userErrors: [] })
    expect(report.findings).toContainEqual(expect.objectContaining({ code, severity: 'WARNING' }))
  }

  test('give the numbers of pycocotools, by multipart and by upload', async () => {
    const done = await evaluated(results)
    expect(differences(twelveOf(done), expected, 'multipart')).toEqual([])
    const uploadId = await api.upload('results.json', JSON.stringify(results))
    const { evaluation } = await api.evaluate({ datasetId, detections: { uploadId } })
    expect(evaluation).toMatchObject({ status: 'COMPLETED', reusedFrom: done.id, model: null })
    expect(differences(twelveOf(evaluation!), expected, 'upload')).toEqual([])
    const answer = await fetch(done.resultsUrl!)
    const again = await evaluated((await answer.json()) as Result[])
    expect(differences(twelveOf(again), expected, 'results.json')).toEqual([])
  }, 10_000)

  test('on images that the ground truth does not have are refused', async () => {
    const error = await refused(
      results.map((result, row) => (row < 5 ? { ...result, image_id: 9_000_000 + row } : result)),
    )
    expect(error).toMatchObject({ code: 'IMAGE_NOT_IN_GROUND_TRUTH', path: ['input', 'detections', 'results'] })
    expect(error.message).toMatch(/^5 of 10\d predicted images/)
  })

  test('that name images by file name are refused as ids, and taken with the option that the hint names', async () => {
    const ids = truth.images.map(({ id }) => id).sort((a, b) => a - b)
    const number = new Map(ids.map((id, index) => [id, index + 1]))
    const renumbered = await createDataset(
      JSON.stringify({
        ...truth,
        images: ids.map(id => ({
          ...sizeOf(id),
          id: number.get(id),
          file_name: `val/${String(id).padStart(12, '0')}.jpg`,
        })),
        annotations: truth.annotations.map(each => ({ ...each, image_id: number.get(each.image_id) })),
      }),
    )
    const few = results.filter(({ image_id }) => image_id > 100)
    const ask = (rest: object) =>
      api.evaluate(
        { datasetId: renumbered, detections: { results: null }, ...rest },
        withResults(JSON.stringify(Object.keys(rest).length > 0 ? results : few)),
      )
    const [error] = (await ask({})).userErrors
    expect(error).toMatchObject({ code: 'IMAGE_NOT_IN_GROUND_TRUTH', hint: 'Set matchBy: FILE_NAME.' })
    expect(error!.message).toMatch(/would match by file name/)
    const done = await api.finish((await ask({ matchBy: 'FILE_NAME' })).evaluation!.id)
    expect(differences(twelveOf(done), expected, 'FILE_NAME')).toEqual([])
  }, 10_000)

  test('with categories counted from 0 are refused, and taken with the space that the hint names', async () => {
    const indexOf = new Map(cocoCategories.map(({ cocoId }, index) => [cocoId, index]))
    const counted = results.map(result => ({ ...result, category_id: indexOf.get(result.category_id)! }))
    const error = await refused(counted)
    expect(error).toMatchObject({ code: 'CATEGORY_SPACE_MISMATCH', path: ['input', 'detections', 'results'] })
    expect(error.hint).toContain('categorySpace: INDEX_80')
    expect(error.hint).toContain('overrides: [CATEGORY_SPACE_MISMATCH]')
    const done = await evaluated(counted, { categorySpace: 'INDEX_80' })
    expect(differences(twelveOf(done), expected, 'INDEX_80')).toEqual([])
    const wrong = await evaluated(counted, { overrides: ['CATEGORY_SPACE_MISMATCH'] })
    expect(wrong.result!.summary.ap).toBeLessThan(0.1)
    expect(wrong.warnings).toContainEqual(
      expect.objectContaining({ code: 'CATEGORY_SPACE_MISMATCH', severity: 'WARNING' }),
    )
  }, 10_000)

  test('kept from a high score up are refused, and taken as truncated', async () => {
    const high = results.filter(({ score }) => score >= 0.5)
    const error = await refused(high)
    expect(error).toMatchObject({ code: 'SCORE_FLOOR_TOO_HIGH', hint: expect.stringContaining('allowTruncated: true') })
    await taken(high, 'SCORE_FLOOR_TOO_HIGH', { allowTruncated: true })
  })

  const asCorners = ([x, y, w, h]: Result['bbox']) => [x, y, x + w, y + h]
  test.each<[string, (result: Result) => number[], RegExp]>([
    [
      'normalised',
      ({ bbox: [x, y, w, h], image_id }) => {
        const { width, height } = sizeOf(image_id)
        return [x / width, y / height, w / width, h / height]
      },
      /box values are <= 1/,
    ],
    ['as two corners', ({ bbox }) => asCorners(bbox), /x1,y1,x2,y2/],
  ])('with boxes %s are refused, and taken by override', async (_, turn, says) => {
    const turned = results.map(result => ({ ...result, bbox: turn(result) }))
    const error = await refused(turned)
    expect(error).toMatchObject({
      code: 'BOX_FORMAT_SUSPECT',
      hint: expect.stringContaining('overrides: [BOX_FORMAT_SUSPECT]'),
    })
    expect(error.message).toMatch(says)
    await taken(turned, 'BOX_FORMAT_SUSPECT', { overrides: ['BOX_FORMAT_SUSPECT'] })
  })

  test('on some of the images are taken with a warning, or for those images alone', async () => {
    const ids = truth.images.slice(0, 50).map(({ id }) => id)
    const some = results.filter(({ image_id }) => ids.includes(image_id))
    const all = await evaluated(some)
    const warning = all.warnings.find(({ code }) => code === 'IMAGES_NOT_EVALUATED')
    expect(warning).toMatchObject({ severity: 'WARNING', hint: expect.stringContaining('imageScope: EVALUATED_ONLY') })
    expect(warning!.hint).not.toContain('--')
    const only = await evaluated(some, { imageScope: 'EVALUATED_ONLY' })
    expect(only.warnings.map(({ code }) => code)).not.toContain('IMAGES_NOT_EVALUATED')
    expect(only.result!.summary.ar100).toBeGreaterThan(all.result!.summary.ar100!)
  }, 10_000)

  test('that are none at all are taken, with AP 0 and a warning', async () => {
    const done = await evaluated([])
    expect(done.result!.summary.ap).toBe(0)
    expect(done.warnings.map(({ code }) => code)).toContain('NO_DETECTIONS')
  })

  test('of a category that the ground truth does not have are left out with a warning', async () => {
    const done = await evaluated([...results, { ...results[0]!, category_id: 91 }])
    expect(done.warnings).toContainEqual(expect.objectContaining({ code: 'CATEGORY_UNKNOWN', count: 1 }))
    expect(differences(twelveOf(done), expected, 'CATEGORY_UNKNOWN')).toEqual([])
  })

  test('on a ground truth that leaves fields out are taken, and the defaults told', async () => {
    const annotations = truth.annotations.map(annotation => ({ ...annotation, iscrowd: undefined }))
    const plain = await createDataset(JSON.stringify({ ...truth, annotations }))
    const { findings, valid } = await api.validate(
      { datasetId: plain, detections: { results: null } },
      withResults(JSON.stringify(results)),
    )
    expect(valid).toBe(true)
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'DEFAULTED_FIELDS',
        severity: 'WARNING',
        message: expect.stringContaining('iscrowd'),
      }),
    )
  })

  test('on a ground truth without objects are taken, and give no numbers but a warning', async () => {
    const empty = await createDataset(JSON.stringify({ ...truth, annotations: [] }))
    const { userErrors, evaluation } = await api.evaluate(
      { datasetId: empty, detections: { results: null } },
      withResults(JSON.stringify(results)),
    )
    expect(userErrors).toEqual([])
    const done = await api.finish(evaluation!.id)
    expect(done.result!.summary.ap).toBeNull()
    expect(done.warnings).toContainEqual(expect.objectContaining({ code: 'NO_OBJECTS', severity: 'WARNING' }))
  })

  test.each<[string, string, RegExp]>([
    ['no JSON', '[{', /line|offset|byte|position/],
    ['a box of three numbers', '[{"image_id":42,"category_id":18,"bbox":[1,2,3],"score":0.5}]', /\[0\]\.bbox/],
    ['a score that is text', '[{"image_id":42,"category_id":18,"bbox":[1,2,3,4],"score":"high"}]', /score/],
    ['a ground truth', '{"images":[],"annotations":[],"categories":[]}', /ground truth|results/],
  ])('that are %s are refused with where it lies', async (_, text, says) => {
    const { evaluation, userErrors } = await api.evaluate(
      { datasetId, detections: { results: null } },
      withResults(text),
    )
    expect(evaluation).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'DETECTIONS_INVALID', path: ['input', 'detections', 'results'] }])
    expect(userErrors[0]!.message).toMatch(says)
    expect(userErrors[0]!.message).not.toMatch(/\/tmp\/|upl_/)
  })

  test('with what cannot be overridden among the overrides are refused', async () => {
    const { userErrors } = await send(results, { overrides: ['DATASET_INVALID'] })
    expect(userErrors).toMatchObject([{ code: 'OPTIONS_INVALID', path: ['input'] }])
  })
})

test('a photo that its ground truth has unrotated is refused with the way out, and that way works', async () => {
  const bytes = readFileSync('test/fixtures/image/decode/orientation-6.jpg')
  const { data } = await server.postMultipart<DetectData>(detectUploads([{ fileName: 'x.jpg', bytes }]))
  const { width, height } = (data.detect.results[0] as Run).image
  expect(width).not.toBe(height)
  const truth = {
    images: [{ id: 1, file_name: 'a.jpg', width: height, height: width }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 2, 1] }],
    categories: [{ id: 1, name: 'person' }],
  }
  const groundTruth = { uploadId: await api.upload('raw.json', JSON.stringify(truth)) }
  const add = async (id: string) => (await api.addPhotos(id, [{ uploadId: await api.upload('a.jpg', bytes) }])).photos!
  const upright = await add((await api.createDataset({ groundTruth })).dataset!.id)
  expect(upright).toMatchObject({ added: 0, refused: 1 })
  const [problem] = upright.problems
  expect(problem).toMatchObject({ code: 'IMAGE_SIZE_MISMATCH', hint: expect.stringContaining('orientation: RAW') })
  expect(problem!.message).toContain(`${width}×${height}`)
  const raw = await add((await api.createDataset({ groundTruth, orientation: 'RAW' })).dataset!.id)
  expect(raw).toMatchObject({ added: 1, refused: 0 })
})
