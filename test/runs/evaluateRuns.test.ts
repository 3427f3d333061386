import { afterAll, beforeAll, expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/index.ts'
import { codesOf } from './evaluationLab.ts'
import { asCoco, cat, dog, near, openRunsLab, requestOf, storedRuns, truthOf } from './runsLab.ts'

let lab: Awaited<ReturnType<typeof openRunsLab>>
beforeAll(async () => {
  lab = await openRunsLab()
})
afterAll(() => lab.close())

test('a history is evaluated a day later: the newest run of each image, found by file name, and nothing is detected', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'a.png' }, [dog])
  await lab.saveRun(modelId, { name: 'a.png' }, [cat, dog])
  await lab.saveRun(modelId, { name: 'b.png' }, [near])
  await lab.saveRun(modelId, { name: 'c.png' }, [])
  const truth = truthOf(['2014/a.png', '2014/b.png', '2014/c.png'])
  const datasetId = await lab.dataset(truth)
  const id = await lab.created(requestOf(datasetId, storedRuns(modelId)), { images: 2, detections: 9 })
  await lab.work(id)
  const direct = evaluateCoco(truth, [...asCoco(10, [cat, dog]), ...asCoco(11, [near])])
  expect((await lab.result(id)).summary).toEqual(direct.summary)
  expect(await lab.rowOf(id)).toMatchObject({ status: 'COMPLETED', detectCount: 0, modelId, warnings: [] })
  const { photos } = (await lab.store.groundTruths.read(datasetId))!
  expect(photos.every(photo => photo !== null)).toBe(true)
  const [dataset] = await lab.store.datasets.findMany([datasetId])
  expect(dataset!.frozenAt).toBeInstanceOf(Date)
})

test('images that were never run are a warning and count as missed, or are left out; one where nothing was found counts', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'seen.png' }, [cat])
  await lab.saveRun(modelId, { name: 'empty too.png' }, [])
  const datasetId = await lab.dataset(truthOf(['seen.png', 'empty too.png', 'unseen.png']))
  const evaluated = async (imageScope: 'ALL_IMAGES' | 'EVALUATED_ONLY') => {
    const request = requestOf(datasetId, storedRuns(modelId), { imageScope })
    const id = await lab.created(request, { images: 1, detections: 9 })
    await lab.work(id)
    const { protocol, summary } = await lab.result(id)
    return { images: protocol.images, recall: summary.ar100, warnings: (await lab.rowOf(id)).warnings }
  }
  expect(await evaluated('ALL_IMAGES')).toMatchObject({
    images: 3,
    recall: expect.closeTo(1 / 3, 12),
    warnings: [{ code: 'IMAGES_NOT_EVALUATED', count: 1 }],
  })
  expect(await evaluated('EVALUATED_ONLY')).toEqual({ images: 2, recall: 0.5, warnings: [] })
})

test('a history of a high floor is refused, the highest of its runs counting, and passes marked when that is accepted', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'low.png', floor: 0.01 }, [cat])
  await lab.saveRun(modelId, { name: 'high.png', floor: 0.3 }, [cat])
  const datasetId = await lab.dataset(truthOf(['low.png', 'high.png']))
  const request = requestOf(datasetId, storedRuns(modelId))
  expect(await lab.problemsOf(request)).toMatchObject([
    { code: 'SCORE_FLOOR_TOO_HIGH', message: expect.stringMatching(/only from score 0.3 up/) },
  ])
  const id = await lab.created({ ...request, allowTruncated: true })
  expect(await lab.rowOf(id)).toMatchObject({
    ...{ scoreFloor: 0.3, maxDetections: 100 },
    warnings: [{ code: 'SCORE_FLOOR_TOO_HIGH', severity: 'WARNING' }],
  })
})

test('without any run of that very model there is nothing to evaluate', async () => {
  const modelId = await lab.model()
  await lab.saveRun(await lab.model(), { name: 'other.png' }, [cat])
  const datasetId = await lab.dataset(truthOf(['other.png']))
  expect(await lab.problemsOf(requestOf(datasetId, storedRuns(modelId)))).toMatchObject([{ code: 'RUNS_MISSING' }])
})

test('of stored images of one name that of the right size is the photo; several are not guessed at', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'x.png', content: 'small', width: 20, height: 10 }, [dog])
  await lab.saveRun(modelId, { name: 'x.png', content: 'right' }, [cat])
  await lab.saveRun(await lab.model(), { name: 'x.png', content: 'of another model' }, [dog])
  const id = await lab.created(requestOf(await lab.dataset(truthOf(['x.png'])), storedRuns(modelId)))
  await lab.work(id)
  expect((await lab.result(id)).summary.ar100).toBe(1)

  await lab.saveRun(modelId, { name: 'x.png', content: 'right too' }, [cat])
  const unclear = await lab.problemsOf(requestOf(await lab.dataset(truthOf(['x.png'])), storedRuns(modelId)))
  expect(codesOf(unclear)).toContain('PHOTOS_MISSING')
  expect(unclear.find(({ code }) => code === 'PHOTOS_MISSING')?.hint).toMatch(/addDatasetImages/)
  const twice = await lab.problemsOf(requestOf(await lab.dataset(truthOf(['1/x.png', '2/x.png'])), storedRuns(modelId)))
  expect(codesOf(twice)).toContain('PHOTOS_MISSING')
})

test('a stored photo that lies on its side against the ground truth is explained by EXIF', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'turned.png', width: 100, height: 200, orientation: 6 }, [cat])
  const problems = await lab.problemsOf(requestOf(await lab.dataset(truthOf(['turned.png'])), storedRuns(modelId)))
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'IMAGE_SIZE_MISMATCH', hint: expect.stringMatching(/orientation: RAW/) }),
  )
})

test('boxes drawn on stored pixels are turned as the photos are, and results.json fits the ground truth as it came', async () => {
  const modelId = await lab.model()
  // Stored 200 × 100, shown 100 × 200: a quarter to the right takes [10, 20, 40, 30] to [50, 10, 30, 40].
  await lab.saveRun(modelId, { name: 'raw.png', width: 100, height: 200, orientation: 6 }, [
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
  expect((await lab.rowOf(given)).reusedFromId).toBeNull()
  expect((await lab.result(given)).summary.ap).toBeCloseTo(1, 12)
})

test('where the ground truth has only numbers for names, those of COCO are meant', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'numbers.png' }, [cat])
  const truth = truthOf(['numbers.png'], { categories: [{ id: 17, name: '17' }] })
  const annotations = truth.annotations.map(each => ({ ...each, category_id: 17 }))
  const id = await lab.created(requestOf(await lab.dataset({ ...truth, annotations }), storedRuns(modelId)))
  await lab.work(id)
  expect((await lab.result(id)).summary.ap).toBeCloseTo(1, 12)
})

test('a dataset whose photos are frozen gets none by file name, though a run on one is stored since', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'early.png' }, [cat])
  const datasetId = await lab.dataset(truthOf(['early.png', 'late.png']))
  const request = requestOf(datasetId, storedRuns(modelId))
  const first = await lab.created(request)
  await lab.work(first)
  await lab.saveRun(modelId, { name: 'late.png' }, [cat])
  const second = await lab.created(request)
  expect(await lab.rowOf(second)).toMatchObject({ reusedFromId: first, status: 'COMPLETED' })
})
