import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CocoDetection } from '../../eval/detections.ts'
import type { CocoGroundTruth } from '../../eval/groundTruth.ts'
import { evaluateCoco } from '../../eval/index.ts'
import { accumulateShards } from '../../src/runs/accumulateShards.ts'
import { createEvaluation } from '../../src/runs/createEvaluation.ts'
import type { DetectionSource, EvaluationRequest } from '../../src/runs/evaluationRequest.ts'
import { matchShard } from '../../src/runs/matchShard.ts'
import type { NewRun } from '../../src/store/saveRuns.ts'
import { renderEvaluationReport } from '../../src/tasks/renderEvaluationReport.ts'
import { codesOf, type EvaluationLab, openLab, plainRequest } from './evaluationLab.ts'

let lab: EvaluationLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const manifest = {
  name: 'cats',
  file: 'cats.onnx',
  sha256: 'a'.repeat(64),
  licence: 'MIT',
  description: 'Cats and dogs.',
  input: {
    name: 'images',
    layout: 'NCHW',
    colour: 'RGB',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
    resize: { rule: 'STRETCH', width: 32, height: 32, kernel: 'PILLOW_BILINEAR' },
  },
  scoreFloor: 0.05,
  maxDetections: 100,
  outputs: {
    boxes: { name: 'boxes', format: 'XYXY', space: 'IMAGE_PIXELS' },
    scores: { name: 'scores' },
    labels: { name: 'labels', base: 0 },
    suppressed: true,
  },
  labels: ['cat', 'dog'],
}

/** A model of its own for each test, as its stored runs are; `cat` and `dog` are COCO's 17 and 18. */
async function model(changes: Partial<typeof manifest> = {}) {
  const sha256 = createHash('sha256').update(String(Math.random())).digest('hex')
  const own = { ...manifest, ...changes, sha256 }
  return (await lab.store.models.register({ name: 'cats', sha256, preprocessing: 'p', manifest: own })).id
}

type Box = readonly [x: number, y: number, width: number, height: number]
type Found = { label: 0 | 1; score: number; box: Box }

type Shot = { name: string; width?: number; height?: number; orientation?: number; content?: string; floor?: number }

/** A run on a photo, which is another one for another `content`. */
function run(modelId: string, shot: Shot, found: readonly Found[]): NewRun {
  const { name, width = 200, height = 100, orientation = 1, content = name, floor = 0.05 } = shot
  const bytes = Buffer.from(`${modelId} ${content}`)
  return {
    sha256: createHash('sha256').update(bytes).digest(),
    bytes,
    header: { format: 'PNG', width, height, orientation },
    fileName: name,
    modelId,
    scoreFloor: floor,
    maxDetections: 100,
    timings: { queue: 1, decode: 1, preprocess: 1, inference: 1, postprocess: 1 },
    detections: {
      label: found.map(({ label }) => label),
      score: found.map(({ score }) => score),
      x: found.map(({ box }) => box[0]),
      y: found.map(({ box }) => box[1]),
      width: found.map(({ box }) => box[2]),
      height: found.map(({ box }) => box[3]),
    },
    categoryIds: [17, 18],
  }
}

const saveRun = async (...args: Parameters<typeof run>) => (await lab.store.runs.save([run(...args)]))[0]!

/** Images of 200 × 100 with one cat each, at the place that the boxes below have. */
const truthOf = (names: readonly string[], changes: Partial<CocoGroundTruth> = {}): CocoGroundTruth => ({
  images: names.map((file_name, index) => ({ id: 10 + index, file_name, width: 200, height: 100 })),
  annotations: names.map((_, index) => ({
    id: 1 + index,
    image_id: 10 + index,
    category_id: 5,
    bbox: [10, 20, 40, 30],
    area: 1200,
    iscrowd: 0,
  })),
  categories: [
    { id: 5, name: 'cat' },
    { id: 9, name: 'dog' },
  ],
  ...changes,
})

const cat: Found = { label: 0, score: 0.9, box: [10, 20, 40, 30] }
const near: Found = { label: 0, score: 0.8, box: [14, 22, 40, 30] }
const dog: Found = { label: 1, score: 0.7, box: [100, 10, 20, 20] }

const asCoco = (image_id: number, found: readonly Found[]): CocoDetection[] =>
  found.map(({ label, score, box }) => ({ image_id, category_id: [5, 9][label]!, bbox: [...box], score }))

const requestOf = (datasetId: string, source: DetectionSource, options: Partial<EvaluationRequest> = {}) => ({
  ...plainRequest,
  datasetId,
  source,
  ...options,
})
const storedRuns = (modelId: string): DetectionSource => ({ kind: 'STORED_RUNS', modelId })
const modelSource = (
  modelId: string,
  changes: { scoreFloor?: number; maxDetections?: number } = {},
): DetectionSource => ({
  kind: 'MODEL',
  modelId,
  scoreFloor: 0.05,
  maxDetections: 100,
  ...changes,
})
const rowOf = async (id: string) => (await lab.store.evaluations.findMany([id]))[0]!

async function problemsOf(request: EvaluationRequest) {
  const made = await lab.create(request)
  if (!('problems' in made)) throw new Error('not refused')
  return made.problems
}

async function link(datasetId: string, photos: readonly (readonly [position: number, imageId: string])[]) {
  for (const [position, imageId] of photos)
    await lab.admin.query('UPDATE dataset_image SET image_id = $3 WHERE dataset_id = $1 AND position = $2', [
      datasetId,
      position,
      imageId,
    ])
}

test('a history is evaluated a day later: the newest run of each image, found by file name, and nothing is detected', async () => {
  const modelId = await model()
  await saveRun(modelId, { name: 'a.png' }, [dog])
  await saveRun(modelId, { name: 'a.png' }, [cat, dog])
  await saveRun(modelId, { name: 'b.png' }, [near])
  await saveRun(modelId, { name: 'c.png' }, [])
  const truth = truthOf(['2014/a.png', '2014/b.png', '2014/c.png'])
  const datasetId = await lab.dataset(truth)
  const id = await lab.created(requestOf(datasetId, storedRuns(modelId)), { images: 2, detections: 9 })
  await lab.work(id)
  const direct = evaluateCoco(truth, [...asCoco(10, [cat, dog]), ...asCoco(11, [near])])
  expect((await lab.result(id)).summary).toEqual(direct.summary)
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', detectCount: 0, modelId, warnings: [] })
  const { photos } = (await lab.store.groundTruths.read(datasetId))!
  expect(photos.every(photo => photo !== null)).toBe(true)
  const [dataset] = await lab.store.datasets.findMany([datasetId])
  expect(dataset!.frozenAt).toBeInstanceOf(Date)
})

test('images that were never run are a warning and count as missed, or are left out; one where nothing was found counts', async () => {
  const modelId = await model()
  await saveRun(modelId, { name: 'seen.png' }, [cat])
  await saveRun(modelId, { name: 'empty too.png' }, [])
  const datasetId = await lab.dataset(truthOf(['seen.png', 'empty too.png', 'unseen.png']))
  const evaluated = async (imageScope: 'ALL_IMAGES' | 'EVALUATED_ONLY') => {
    const request = requestOf(datasetId, storedRuns(modelId), { imageScope })
    const id = await lab.created(request, { images: 1, detections: 9 })
    await lab.work(id)
    const { protocol, summary } = await lab.result(id)
    return { images: protocol.images, recall: summary.ar100, warnings: (await rowOf(id)).warnings }
  }
  expect(await evaluated('ALL_IMAGES')).toMatchObject({
    images: 3,
    recall: expect.closeTo(1 / 3, 12),
    warnings: [{ code: 'IMAGES_NOT_EVALUATED', count: 1 }],
  })
  expect(await evaluated('EVALUATED_ONLY')).toEqual({ images: 2, recall: 0.5, warnings: [] })
})

test('a history of a high floor is refused, the highest of its runs counting, and passes marked when that is accepted', async () => {
  const modelId = await model()
  await saveRun(modelId, { name: 'low.png', floor: 0.01 }, [cat])
  await saveRun(modelId, { name: 'high.png', floor: 0.3 }, [cat])
  const datasetId = await lab.dataset(truthOf(['low.png', 'high.png']))
  const request = requestOf(datasetId, storedRuns(modelId))
  expect(await problemsOf(request)).toMatchObject([
    { code: 'SCORE_FLOOR_TOO_HIGH', message: expect.stringMatching(/only from score 0.3 up/) },
  ])
  const id = await lab.created({ ...request, allowTruncated: true })
  expect(await rowOf(id)).toMatchObject({
    ...{ scoreFloor: 0.3, maxDetections: 100 },
    warnings: [{ code: 'SCORE_FLOOR_TOO_HIGH', severity: 'WARNING' }],
  })
})

test('without any run of that very model there is nothing to evaluate', async () => {
  const modelId = await model()
  await saveRun(await model(), { name: 'other.png' }, [cat])
  const datasetId = await lab.dataset(truthOf(['other.png']))
  expect(await problemsOf(requestOf(datasetId, storedRuns(modelId)))).toMatchObject([{ code: 'RUNS_MISSING' }])
})

test('of stored images of one name that of the right size is the photo; several are not guessed at', async () => {
  const modelId = await model()
  await saveRun(modelId, { name: 'x.png', content: 'small', width: 20, height: 10 }, [dog])
  await saveRun(modelId, { name: 'x.png', content: 'right' }, [cat])
  await saveRun(await model(), { name: 'x.png', content: 'of another model' }, [dog])
  const id = await lab.created(requestOf(await lab.dataset(truthOf(['x.png'])), storedRuns(modelId)))
  await lab.work(id)
  expect((await lab.result(id)).summary.ar100).toBe(1)

  await saveRun(modelId, { name: 'x.png', content: 'right too' }, [cat])
  const unclear = await problemsOf(requestOf(await lab.dataset(truthOf(['x.png'])), storedRuns(modelId)))
  expect(codesOf(unclear)).toContain('PHOTOS_MISSING')
  expect(unclear.find(({ code }) => code === 'PHOTOS_MISSING')?.hint).toMatch(/addDatasetImages/)
  const twice = await problemsOf(requestOf(await lab.dataset(truthOf(['1/x.png', '2/x.png'])), storedRuns(modelId)))
  expect(codesOf(twice)).toContain('PHOTOS_MISSING')
})

test('a stored photo that lies on its side against the ground truth is explained by EXIF', async () => {
  const modelId = await model()
  await saveRun(modelId, { name: 'turned.png', width: 100, height: 200, orientation: 6 }, [cat])
  const problems = await problemsOf(requestOf(await lab.dataset(truthOf(['turned.png'])), storedRuns(modelId)))
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'IMAGE_SIZE_MISMATCH', hint: expect.stringMatching(/orientation: RAW/) }),
  )
})

test('boxes drawn on stored pixels are turned as the photos are, and results.json fits the ground truth as it came', async () => {
  const modelId = await model()
  // Stored 200 × 100, shown 100 × 200: a quarter to the right takes [10, 20, 40, 30] to [50, 10, 30, 40].
  await saveRun(modelId, { name: 'raw.png', width: 100, height: 200, orientation: 6 }, [
    { label: 0, score: 0.9, box: [50, 10, 30, 40] },
  ])
  const truth = truthOf(['raw.png'])
  const datasetId = await lab.dataset(truth, 'RAW')
  const id = await lab.created(requestOf(datasetId, storedRuns(modelId)))
  await lab.work(id)
  expect((await lab.result(id)).summary.ap).toBeCloseTo(1, 12)
  const downloaded = await lab.downloaded(id)
  expect(downloaded).toEqual([{ image_id: 10, category_id: 5, bbox: [10, 20, 40, 30], score: 0.9 }])

  // Results from elsewhere are taken as they are.
  const uploadId = await lab.upload(downloaded)
  const given = await lab.created(requestOf(datasetId, { kind: 'RESULTS', file: { uploadId } }))
  await lab.work(given)
  expect((await rowOf(given)).reusedFromId).toBeNull()
  expect((await lab.result(given)).summary.ap).toBeCloseTo(1, 12)
})

/** A dataset whose photos are stored, the first with a run of the model, the others of another. */
async function photographed(modelId: string, names: readonly string[]): Promise<string> {
  const other = await model()
  const photos: [number, string][] = []
  for (const [index, name] of names.entries())
    photos.push([index, (await saveRun(index === 0 ? modelId : other, { name }, [cat])).imageId])
  const datasetId = await lab.dataset(truthOf(names))
  await link(datasetId, photos)
  return datasetId
}

test('a model is run on the photos that it was not run on, failed ones count as empty, and the numbers are those of all runs', async () => {
  const modelId = await model()
  const datasetId = await photographed(modelId, ['m1.png', 'm2.png', 'm3.png'])
  const id = await lab.created(requestOf(datasetId, modelSource(modelId)))
  expect(await rowOf(id)).toMatchObject({ detectCount: 2, shardCount: 1, detectionsHash: null })
  const work = (await lab.store.shards.begin(id, 0))!
  expect(work.toDetect.map(({ index }) => index)).toEqual([1, 2])
  const fence = { evaluationId: id, ordinal: 0, attempt: work.attempt }
  const fresh = { ...run(modelId, { name: 'm2.png', content: 'fresh' }, [near, dog]), index: 1 }
  await lab.store.shards.saveRuns(fence, [fresh], [{ index: 2, code: 'IMAGE_CORRUPT', message: 'broken' }])
  const enqueue = async () => undefined
  const shard = { evaluationId: id, shard: 0, attempt: work.attempt }
  expect(await matchShard({ store: lab.store, enqueue }, shard)).toBe('DONE')
  expect(await matchShard({ store: lab.store, enqueue }, shard)).toBe('LOST')

  const begun = (await lab.store.evaluations.beginAccumulation(id))!
  const phases: string[] = []
  const accumulate = () =>
    accumulateShards({ store: lab.store, onPhase: phase => phases.push(phase) }, { evaluationId: id, ...begun })
  expect(await accumulate()).toBe('DONE')
  expect(await accumulate()).toBe('LOST')
  expect(phases).toEqual(['COMMITTING'])

  const direct = evaluateCoco(truthOf(['m1.png', 'm2.png', 'm3.png']), [
    ...asCoco(10, [cat]),
    ...asCoco(11, [near, dog]),
  ])
  const result = await lab.result(id)
  expect(result.summary).toEqual(direct.summary)
  const row = await rowOf(id)
  expect(row.warnings).toMatchObject([{ code: 'IMAGES_FAILED', count: 1 }])
  expect(Buffer.from(row.detectionsHash!).toString('hex')).toBe(result.protocol.hashes.detections)
  expect(await lab.downloaded(id)).toEqual([...asCoco(10, [cat]), ...asCoco(11, [near, dog])])
  const html = await renderEvaluationReport({ store: lab.store }, { evaluationId: id })
  expect(html).toContain('cats on instances.json')
  expect(html).toContain('m3.png')
})

test('a model that finds nothing at all is a warning, as its AP of 0 may be a mistake', async () => {
  const modelId = await model()
  const datasetId = await lab.dataset(truthOf(['empty.png']))
  const { imageId } = await saveRun(modelId, { name: 'empty.png' }, [])
  await link(datasetId, [[0, imageId]])
  const id = await lab.created(requestOf(datasetId, modelSource(modelId)))
  await lab.work(id)
  expect(codesOf((await rowOf(id)).warnings)).toEqual(['NO_DETECTIONS'])
  expect((await lab.result(id)).summary.ap).toBe(0)
})

test('a model needs photos, and one whose labels mean nothing to the ground truth is suspected', async () => {
  const modelId = await model()
  const bare = await lab.dataset(truthOf(['none.png']))
  expect(codesOf(await problemsOf(requestOf(bare, modelSource(modelId))))).toEqual(['PHOTOS_MISSING'])

  const birds = [{ id: 5, name: 'bird' }]
  const datasetId = await lab.dataset(truthOf(['bird.png'], { categories: birds }))
  const { imageId } = await saveRun(modelId, { name: 'bird.png' }, [cat])
  await link(datasetId, [[0, imageId]])
  const request = requestOf(datasetId, modelSource(modelId))
  expect(await problemsOf(request)).toMatchObject([
    { code: 'CATEGORY_SPACE_MISMATCH', message: expect.stringMatching(/2 labels \(first: cat, dog\)/) },
  ])
  await lab.created({ ...request, overrides: ['CATEGORY_SPACE_MISMATCH'] })
})

test('where the ground truth has only numbers for names, those of COCO are meant', async () => {
  const modelId = await model()
  await saveRun(modelId, { name: 'numbers.png' }, [cat])
  const truth = truthOf(['numbers.png'], { categories: [{ id: 17, name: '17' }] })
  const annotations = truth.annotations.map(each => ({ ...each, category_id: 17 }))
  const id = await lab.created(requestOf(await lab.dataset({ ...truth, annotations }), storedRuns(modelId)))
  await lab.work(id)
  expect((await lab.result(id)).summary.ap).toBeCloseTo(1, 12)
})

test('the floor of a model that would run is checked before it does', async () => {
  const modelId = await model()
  const datasetId = await lab.dataset(truthOf(['floor.png']))
  const { imageId } = await saveRun(modelId, { name: 'floor.png' }, [cat])
  await link(datasetId, [[0, imageId]])
  const problems = await problemsOf(requestOf(datasetId, modelSource(modelId, { scoreFloor: 0.5 })))
  expect(codesOf(problems)).toEqual(['SCORE_FLOOR_TOO_HIGH'])
})

test('a run of the model with another score floor does not count as run', async () => {
  const modelId = await model()
  const { imageId } = await saveRun(modelId, { name: 'floors.png', floor: 0.2 }, [cat])
  const datasetId = await lab.dataset(truthOf(['floors.png']))
  await link(datasetId, [[0, imageId]])
  const id = await lab.created(requestOf(datasetId, modelSource(modelId)))
  expect((await lab.store.shards.begin(id, 0))!.toDetect).toEqual([{ index: 0, imageId }])
})

test('a model is run as the process that was asked serves it, whatever manifest another one has registered since', async () => {
  const modelId = await model({ scoreFloor: 0.2, maxDetections: 10 })
  const { imageId } = await saveRun(modelId, { name: 'served.png', floor: 0.2 }, [cat])
  const datasetId = await lab.dataset(truthOf(['served.png']))
  await link(datasetId, [[0, imageId]])
  const enqueued: unknown[] = []
  const enqueue = async (_: unknown, ...job: unknown[]) => void enqueued.push(job)
  const asked = requestOf(datasetId, modelSource(modelId, { scoreFloor: 0.01, maxDetections: 300 }))
  const made = await createEvaluation({ ...lab.context(), enqueue }, asked)
  if (!('evaluationId' in made)) throw new Error('refused')
  expect(enqueued).toEqual([[made.evaluationId, 1, { modelId, scoreFloor: 0.01, maxDetections: 300 }]])
  expect(await rowOf(made.evaluationId)).toMatchObject({ scoreFloor: 0.01, maxDetections: 300, detectCount: 1 })
  expect((await lab.store.shards.begin(made.evaluationId, 0))!.toDetect).toEqual([{ index: 0, imageId }])
  // The numbers of one are not taken for those of the other.
  await lab.created(requestOf(datasetId, modelSource(modelId, { scoreFloor: 0.01, maxDetections: 10 })))
  const identities = 'SELECT DISTINCT identity FROM evaluation WHERE dataset_id = $1'
  expect((await lab.admin.query(identities, [datasetId])).rows).toHaveLength(2)
})

test('a dataset whose photos are frozen gets none by file name, though a run on one is stored since', async () => {
  const modelId = await model()
  await saveRun(modelId, { name: 'early.png' }, [cat])
  const datasetId = await lab.dataset(truthOf(['early.png', 'late.png']))
  const request = requestOf(datasetId, storedRuns(modelId))
  const first = await lab.created(request)
  await lab.work(first)
  await saveRun(modelId, { name: 'late.png' }, [cat])
  const second = await lab.created(request)
  expect(await rowOf(second)).toMatchObject({ reusedFromId: first, status: 'COMPLETED' })
})

test('a photo that comes while an evaluation is made is part of it, not left out for ever', async () => {
  const modelId = await model()
  const { imageId: early } = await saveRun(modelId, { name: 'first.png' }, [cat])
  const { imageId: late } = await saveRun(modelId, { name: 'second.png' }, [cat])
  const datasetId = await lab.dataset(truthOf(['first.png', 'second.png']))
  await link(datasetId, [[0, early]])
  let reads = 0
  const read: typeof lab.store.groundTruths.read = async (...args) => {
    const truth = await lab.store.groundTruths.read(...args)
    if (reads++ === 0) await link(datasetId, [[1, late]])
    return truth
  }
  const store = { ...lab.store, groundTruths: { ...lab.store.groundTruths, read } }
  const request = { ...requestOf(datasetId, modelSource(modelId)), overrides: ['PHOTOS_MISSING' as const] }
  const made = await createEvaluation({ ...lab.context(), store }, request)
  if (!('evaluationId' in made)) throw new Error('refused')
  expect((await rowOf(made.evaluationId)).warnings).toEqual([])
  await lab.work(made.evaluationId)
  expect((await lab.result(made.evaluationId)).summary.ar100).toBe(1)
})
