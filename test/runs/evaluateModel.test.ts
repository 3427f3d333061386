import { afterAll, beforeAll, expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/index.ts'
import { accumulateShards } from '../../src/runs/accumulateShards.ts'
import { createEvaluation } from '../../src/runs/createEvaluation.ts'
import { matchShard } from '../../src/runs/matchShard.ts'
import { renderEvaluationReport } from '../../src/tasks/renderEvaluationReport.ts'
import { codesOf } from './evaluationLab.ts'
import { asCoco, cat, dog, modelSource, near, openRunsLab, requestOf, run, truthOf } from './runsLab.ts'

let lab: Awaited<ReturnType<typeof openRunsLab>>
beforeAll(async () => {
  lab = await openRunsLab()
})
afterAll(() => lab.close())

/** A dataset whose photos are stored, the first with a run of the model, the others of another. */
async function photographed(modelId: string, names: readonly string[]): Promise<string> {
  const other = await lab.model()
  const photos: [number, string][] = []
  for (const [index, name] of names.entries())
    photos.push([index, (await lab.saveRun(index === 0 ? modelId : other, { name }, [cat])).imageId])
  const datasetId = await lab.dataset(truthOf(names))
  await lab.link(datasetId, photos)
  return datasetId
}

test('a model is run on the photos that it was not run on, failed ones count as empty, and the numbers are those of all runs', async () => {
  const modelId = await lab.model()
  const datasetId = await photographed(modelId, ['m1.png', 'm2.png', 'm3.png'])
  const id = await lab.created(requestOf(datasetId, modelSource(modelId)))
  expect(await lab.rowOf(id)).toMatchObject({ detectCount: 2, shardCount: 1, detectionsHash: null })
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
  const row = await lab.rowOf(id)
  expect(row.warnings).toMatchObject([{ code: 'IMAGES_FAILED', count: 1 }])
  expect(Buffer.from(row.detectionsHash!).toString('hex')).toBe(result.protocol.hashes.detections)
  expect(await lab.downloaded(id)).toEqual([...asCoco(10, [cat]), ...asCoco(11, [near, dog])])
  const html = await renderEvaluationReport({ store: lab.store }, { evaluationId: id })
  expect(html).toContain('cats on instances.json')
  expect(html).toContain('m3.png')
})

test('a model that finds nothing at all is a warning, as its AP of 0 may be a mistake', async () => {
  const modelId = await lab.model()
  const datasetId = await lab.dataset(truthOf(['empty.png']))
  const { imageId } = await lab.saveRun(modelId, { name: 'empty.png' }, [])
  await lab.link(datasetId, [[0, imageId]])
  const id = await lab.created(requestOf(datasetId, modelSource(modelId)))
  await lab.work(id)
  expect(codesOf((await lab.rowOf(id)).warnings)).toEqual(['NO_DETECTIONS'])
  expect((await lab.result(id)).summary.ap).toBe(0)
})

test('a model needs photos, and one whose labels mean nothing to the ground truth is suspected', async () => {
  const modelId = await lab.model()
  const bare = await lab.dataset(truthOf(['none.png']))
  expect(codesOf(await lab.problemsOf(requestOf(bare, modelSource(modelId))))).toEqual(['PHOTOS_MISSING'])

  const birds = [{ id: 5, name: 'bird' }]
  const datasetId = await lab.dataset(truthOf(['bird.png'], { categories: birds }))
  const { imageId } = await lab.saveRun(modelId, { name: 'bird.png' }, [cat])
  await lab.link(datasetId, [[0, imageId]])
  const request = requestOf(datasetId, modelSource(modelId))
  expect(await lab.problemsOf(request)).toMatchObject([
    { code: 'CATEGORY_SPACE_MISMATCH', message: expect.stringMatching(/2 labels \(first: cat, dog\)/) },
  ])
  await lab.created({ ...request, overrides: ['CATEGORY_SPACE_MISMATCH'] })
})

test('the floor of a model that would run is checked before it does', async () => {
  const modelId = await lab.model()
  const datasetId = await lab.dataset(truthOf(['floor.png']))
  const { imageId } = await lab.saveRun(modelId, { name: 'floor.png' }, [cat])
  await lab.link(datasetId, [[0, imageId]])
  const problems = await lab.problemsOf(requestOf(datasetId, modelSource(modelId, { scoreFloor: 0.5 })))
  expect(codesOf(problems)).toEqual(['SCORE_FLOOR_TOO_HIGH'])
})

test('a run of the model with another score floor does not count as run', async () => {
  const modelId = await lab.model()
  const { imageId } = await lab.saveRun(modelId, { name: 'floors.png', floor: 0.2 }, [cat])
  const datasetId = await lab.dataset(truthOf(['floors.png']))
  await lab.link(datasetId, [[0, imageId]])
  const id = await lab.created(requestOf(datasetId, modelSource(modelId)))
  expect((await lab.store.shards.begin(id, 0))!.toDetect).toEqual([{ index: 0, imageId }])
})

test('a model is run as the process that was asked serves it, whatever manifest another one has registered since', async () => {
  const modelId = await lab.model({ scoreFloor: 0.2, maxDetections: 10 })
  const { imageId } = await lab.saveRun(modelId, { name: 'served.png', floor: 0.2 }, [cat])
  const datasetId = await lab.dataset(truthOf(['served.png']))
  await lab.link(datasetId, [[0, imageId]])
  const enqueued: unknown[] = []
  const enqueue = async (_: unknown, ...job: unknown[]) => void enqueued.push(job)
  const asked = requestOf(datasetId, modelSource(modelId, { scoreFloor: 0.01, maxDetections: 300 }))
  const made = await createEvaluation({ ...lab.context(), enqueue }, asked)
  if (!('evaluationId' in made)) throw new Error('refused')
  expect(enqueued).toEqual([[made.evaluationId, 1, { modelId, scoreFloor: 0.01, maxDetections: 300 }]])
  expect(await lab.rowOf(made.evaluationId)).toMatchObject({ scoreFloor: 0.01, maxDetections: 300, detectCount: 1 })
  expect((await lab.store.shards.begin(made.evaluationId, 0))!.toDetect).toEqual([{ index: 0, imageId }])
  // The numbers of one are not taken for those of the other.
  await lab.created(requestOf(datasetId, modelSource(modelId, { scoreFloor: 0.01, maxDetections: 10 })))
  const identities = 'SELECT DISTINCT identity FROM evaluation WHERE dataset_id = $1'
  expect((await lab.admin.query(identities, [datasetId])).rows).toHaveLength(2)
})

test('a photo that comes while an evaluation is made is part of it, not left out for ever', async () => {
  const modelId = await lab.model()
  const { imageId: early } = await lab.saveRun(modelId, { name: 'first.png' }, [cat])
  const { imageId: late } = await lab.saveRun(modelId, { name: 'second.png' }, [cat])
  const datasetId = await lab.dataset(truthOf(['first.png', 'second.png']))
  await lab.link(datasetId, [[0, early]])
  let reads = 0
  const read: typeof lab.store.groundTruths.read = async (...args) => {
    const truth = await lab.store.groundTruths.read(...args)
    if (reads++ === 0) await lab.link(datasetId, [[1, late]])
    return truth
  }
  const store = { ...lab.store, groundTruths: { ...lab.store.groundTruths, read } }
  const request = { ...requestOf(datasetId, modelSource(modelId)), overrides: ['PHOTOS_MISSING' as const] }
  const made = await createEvaluation({ ...lab.context(), store }, request)
  if (!('evaluationId' in made)) throw new Error('refused')
  expect((await lab.rowOf(made.evaluationId)).warnings).toEqual([])
  await lab.work(made.evaluationId)
  expect((await lab.result(made.evaluationId)).summary.ar100).toBe(1)
})
