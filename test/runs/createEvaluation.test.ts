import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { CocoDetection } from '../../eval/detections.ts'
import type { CocoGroundTruth } from '../../eval/groundTruth.ts'
import { evaluateCoco } from '../../eval/index.ts'
import { checkDetections } from '../../src/runs/checkDetections.ts'
import { createEvaluation } from '../../src/runs/createEvaluation.ts'
import type { EvaluationRequest } from '../../src/runs/evaluationRequest.ts'
import { hasSharedData, needsSharedData } from '../helper/evalFixture.ts'
import { zipOf } from '../helper/evaluating.ts'
import { codesOf, type EvaluationLab, openLab, plainRequest } from './evaluationLab.ts'

const coco128 = resolve(import.meta.dirname, '../../../shared/data/coco128')
const readJson = (name: string) => JSON.parse(readFileSync(resolve(coco128, name), 'utf8'))

let lab: EvaluationLab
let truth: CocoGroundTruth
let found: CocoDetection[]
let datasetId: string
beforeAll(async () => {
  lab = await openLab()
  if (!hasSharedData) return
  truth = readJson('instances.json')
  found = readJson('deimv2_femto.coco_results.json')
  datasetId = await lab.dataset(truth)
})
afterAll(() => lab.close())

/** Of detections, or of the bytes of a file. */
async function request(
  content: Parameters<EvaluationLab['upload']>[0],
  options: Partial<EvaluationRequest> & { fileName?: string | null } = {},
): Promise<EvaluationRequest> {
  const { fileName = 'results.json', ...rest } = options
  const uploadId = await lab.upload(content, fileName)
  return { ...plainRequest, datasetId, source: { kind: 'RESULTS', file: { uploadId } }, ...rest }
}

const uploadOf = ({ source }: EvaluationRequest) =>
  source.kind === 'RESULTS' && 'uploadId' in source.file ? source.file.uploadId : undefined

const evaluationCount = () => lab.store.evaluations.count({})
const indexOf = new Map(cocoCategories.map(({ cocoId }, index) => [cocoId, index]))
const scaled = (by: (detection: CocoDetection) => number[]) => found.map(each => ({ ...each, bbox: by(each) }))
const sizeOf = (id: number) => truth.images.find(image => image.id === id)!
const normalised = () =>
  scaled(({ image_id, bbox: [x, y, w, h] }) => {
    const { width, height } = sizeOf(image_id)
    return [x! / width!, y! / height!, w! / width!, h! / height!]
  })

test.skipIf(!hasSharedData).each<[string, () => CocoDetection[], RegExp, Partial<EvaluationRequest>]>([
  [
    'IMAGE_NOT_IN_GROUND_TRUTH',
    () => found.map(each => ({ ...each, image_id: each.image_id + 10_000_000 })),
    /are not in/,
    {},
  ],
  [
    'CATEGORY_SPACE_MISMATCH',
    () => found.map(each => ({ ...each, category_id: indexOf.get(each.category_id)! })),
    /Detections use 0-79; the ground truth uses COCO ids 1-90/,
    {},
  ],
  ['SCORE_FLOOR_TOO_HIGH', () => found.filter(({ score }) => score >= 0.5), /only from there up/, {}],
  ['BOX_FORMAT_SUSPECT', normalised, /<= 1/, {}],
  ['DETECTIONS_INVALID', () => [{ ...found[0]!, bbox: [1, 2, 3] }], /'results.json'.*bbox/, {}],
  ['OPTIONS_INVALID', () => found, /received NO_DETECTIONS/, { overrides: ['NO_DETECTIONS'] }],
])(
  `%s refuses an evaluation, and the check alone says the same ${needsSharedData}`,
  async (code, detections, message, options) => {
    const before = await evaluationCount()
    const asked = await request(detections(), options)
    const report = await checkDetections(lab, asked)
    expect(report.valid).toBe(false)
    const made = await lab.create(asked)
    if (!('problems' in made)) throw new Error('not refused')
    expect(made.problems).toMatchObject([{ code, message: expect.stringMatching(message) }])
    expect(report.findings).toEqual(expect.arrayContaining([...made.problems]))
    expect(await evaluationCount()).toBe(before)
  },
)

test.skipIf(!hasSharedData).each<[string, () => CocoDetection[], Partial<EvaluationRequest>]>([
  ['BOX_FORMAT_SUSPECT', normalised, { overrides: ['BOX_FORMAT_SUSPECT'] }],
  ['SCORE_FLOOR_TOO_HIGH', () => found.filter(({ score }) => score >= 0.5), { allowTruncated: true }],
  ['SCORE_FLOOR_TOO_HIGH', () => found.filter(({ score }) => score >= 0.6), { overrides: ['SCORE_FLOOR_TOO_HIGH'] }],
])(`%s that is accepted stays as a warning ${needsSharedData}`, async (code, detections, options) => {
  const id = await lab.created(await request(detections(), options))
  const [evaluation] = await lab.store.evaluations.findMany([id])
  expect(evaluation!.warnings).toContainEqual(expect.objectContaining({ code, severity: 'WARNING' }))
})

test.skipIf(!hasSharedData)(`what is worth knowing does not refuse, and stays ${needsSharedData}`, async () => {
  const warningsOf = async (asked: EvaluationRequest) => {
    const [evaluation] = await lab.store.evaluations.findMany([await lab.created(asked)])
    return evaluation!.warnings
  }
  const few = new Set(truth.images.slice(0, 10).map(({ id }) => id))
  const some = await warningsOf(await request(found.filter(({ image_id }) => few.has(image_id))))
  expect(some).toContainEqual(expect.objectContaining({ code: 'IMAGES_NOT_EVALUATED', count: expect.any(Number) }))

  const empty = await request([])
  expect(codesOf(await warningsOf(empty))).toContain('NO_DETECTIONS')
  const annotations = truth.annotations.map(({ iscrowd: _, ...rest }) => rest)
  const defaulted = await lab.dataset({ ...truth, annotations })
  expect(codesOf(await warningsOf({ ...(await request(found)), datasetId: defaulted }))).toContain('DEFAULTED_FIELDS')
})

test.skipIf(!hasSharedData)(
  `ids of categories for a ground truth that has but names are a mismatch, as resolving them says ${needsSharedData}`,
  async () => {
    const { packGroundTruth } = await import('../../eval/pack/packGroundTruth.ts')
    const named = await lab.dataset({ ...packGroundTruth(truth), madeUpCategoryIds: true })
    const made = await lab.create({ ...(await request(found)), datasetId: named })
    expect(made).toMatchObject({ problems: [{ code: 'CATEGORY_SPACE_MISMATCH', severity: 'ERROR' }] })
  },
)

const csvOf = (detections: readonly CocoDetection[]) =>
  [
    'image_id,category_id,x,y,width,height,score',
    ...detections.map(({ image_id, category_id, bbox, score }) => [image_id, category_id, ...bbox, score].join(',')),
  ].join('\n')

/** Labels as Ultralytics writes them, of classes counted from 0. */
function yoloOf(detections: readonly CocoDetection[]) {
  const byImage = Map.groupBy(detections, ({ image_id }) => image_id)
  return [...byImage].map(([id, rows]) => {
    const { file_name, width, height } = sizeOf(id)
    const lines = rows.map(({ category_id, bbox: [x, y, w, h], score }) =>
      [
        indexOf.get(category_id),
        (x! + w! / 2) / width!,
        (y! + h! / 2) / height!,
        w! / width!,
        h! / height!,
        score,
      ].join(' '),
    )
    return { fileName: `predict/labels/${file_name!.replace(/\.\w+$/, '.txt')}`, bytes: Buffer.from(lines.join('\n')) }
  })
}

test.skipIf(!hasSharedData)(
  `COCO, CSV, each packed or not, and YOLO labels in an archive give the same AP ${needsSharedData}`,
  async () => {
    const { ap } = evaluateCoco(truth, found).summary
    const json = JSON.stringify(found)
    const csv = csvOf(found)
    const requests = [
      await request(json, { fileName: null }),
      await request(gzipSync(json), { fileName: 'results.json.gz' }),
      await request(csv, { fileName: 'results.csv' }),
      await request(gzipSync(csv), { fileName: null }),
      await request(await zipOf(yoloOf(found)), { fileName: 'labels.zip', categorySpace: 'INDEX_80' }),
    ]
    for (const [index, asked] of requests.entries()) {
      // A dataset of its own each time: the same again would be answered with the numbers of the first.
      const own = await lab.dataset(truth)
      const id = await lab.created({ ...asked, datasetId: own })
      await lab.work(id)
      expect((await lab.result(id)).summary.ap, `request ${index}`).toBeCloseTo(ap!, 9)
    }
  },
)

test.skipIf(!hasSharedData)(
  `what is wrong in an archive is told by the name that its sender gave it ${needsSharedData}`,
  async () => {
    const [label] = yoloOf(found)
    const zip = await zipOf([{ ...label!, bytes: Buffer.from('0 0.5 0.5 nonsense 0.1 0.9') }])
    const made = await lab.create(await request(zip, { fileName: 'labels.zip' }))
    if (!('problems' in made)) throw new Error('not refused')
    expect(made.problems[0]!.message).toMatch(/^'labels.zip\/predict\/labels\/\d+\.txt'/)
    expect(JSON.stringify(made)).not.toContain('/tmp')
  },
)

test.skipIf(!hasSharedData)(`a file of this machine is read from its path ${needsSharedData}`, async () => {
  const path = resolve(coco128, 'deimv2_femto.coco_results.json')
  const own = await lab.dataset(truth)
  const id = await lab.created({ ...plainRequest, datasetId: own, source: { kind: 'RESULTS', file: { path } } })
  expect((await lab.store.evaluations.findMany([id]))[0]).toMatchObject({ status: 'QUEUED', source: 'RESULTS' })
})

test.skipIf(!hasSharedData)(
  `the same again comes back at once with its numbers, from whoever owns the shards; anything else does not ${needsSharedData}`,
  async () => {
    const own = await lab.dataset(truth)
    const asked = async (detections: readonly CocoDetection[], options: Partial<EvaluationRequest> = {}) => ({
      ...(await request(detections, options)),
      datasetId: own,
    })
    const first = await lab.created(await asked(found))
    const early = await lab.created(await asked(found))
    await lab.work(first)
    const jobs = lab.shardJobs.length
    // Another file of the same detections: in another order of images.
    const turned = [...found].sort((a, b) => b.image_id - a.image_id)
    const second = await lab.created(await asked(turned, { name: 'again' }))
    const third = await lab.created(await asked(found))
    expect(lab.shardJobs.length).toBe(jobs)
    const rows = new Map((await lab.store.evaluations.findMany([early, second, third])).map(row => [row.id, row]))
    expect(rows.get(early)).toMatchObject({ status: 'QUEUED', reusedFromId: null })
    expect(rows.get(second)).toMatchObject({ status: 'COMPLETED', name: 'again', reusedFromId: first })
    expect(rows.get(third)).toMatchObject({ status: 'COMPLETED', reusedFromId: first })
    expect((await lab.result(second)).summary).toEqual((await lab.result(first)).summary)
    expect(await lab.downloaded(second)).toEqual(await lab.downloaded(first))

    const others = [
      await asked(found.slice(1)),
      await asked(found, { profile: 'OMZ_ACCURACY_CHECKER' }),
      await asked(found, { imageScope: 'EVALUATED_ONLY' }),
    ]
    for (const other of others) {
      const [row] = await lab.store.evaluations.findMany([await lab.created(other)])
      expect(row).toMatchObject({ status: 'QUEUED', reusedFromId: null })
    }
  },
)

test.skipIf(!hasSharedData)(
  `requests with one idempotency key that come at once make one evaluation; another request with it is refused ${needsSharedData}`,
  async () => {
    const idempotency = { key: 'k', requestHash: '01'.repeat(32) }
    const asked = await request(found.slice(0, 1000), { idempotency })
    const before = await evaluationCount()
    const ids = await Promise.all(Array.from({ length: 4 }, () => lab.created(asked)))
    expect(new Set(ids).size).toBe(1)
    expect(await evaluationCount()).toBe(before + 1)
    // The upload may be gone when a client that lost the answer asks again.
    await lab.admin.query('DELETE FROM upload WHERE id = $1', [uploadOf(asked)])
    expect(await lab.created(asked)).toBe(ids[0])
    const other = { ...asked, idempotency: { key: 'k', requestHash: '02'.repeat(32) } }
    await expect(lab.create(other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  },
)

test.skipIf(!hasSharedData)(
  `a dataset, a model and an upload that are not there are said to be so ${needsSharedData}`,
  async () => {
    const none = '00000000-0000-7000-8000-000000000000'
    const plain = { ...plainRequest, datasetId }
    const asked = await request(found)
    await expect(lab.create({ ...asked, datasetId: none })).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' })
    const upload = { kind: 'RESULTS', file: { uploadId: none } } as const
    await expect(lab.create({ ...plain, source: upload })).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' })
    const limits = { scoreFloor: 0.01, maxDetections: 100 }
    for (const kind of ['MODEL', 'STORED_RUNS'] as const) {
      const creating = lab.create({ ...plain, source: { kind, modelId: none, ...limits } })
      await expect(creating).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
    }
  },
)

test('a key that another call takes meanwhile gives its evaluation, however often photos came before', async () => {
  const own = await lab.dataset({ images: [{ id: 1, width: 9, height: 9 }], annotations: [], categories: [] })
  const idempotency = { key: 'taken', requestHash: 'cd'.repeat(32) }
  const asked = { ...(await request([])), datasetId: own, overrides: [], idempotency }
  const first: { evaluationId?: string } = {}
  let inserts = 0
  const insert: typeof lab.store.evaluations.insert = async (...args) => {
    if (++inserts < 3) return 'PHOTOS_CHANGED'
    const inserted = await lab.store.evaluations.insert(...args)
    if (typeof inserted === 'object') first.evaluationId = inserted.id
    return 'KEY_TAKEN'
  }
  const store = { ...lab.store, evaluations: { ...lab.store.evaluations, insert } }
  expect(await createEvaluation({ ...lab.context(), store }, asked)).toEqual(first)
})
