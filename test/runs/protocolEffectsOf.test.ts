import { afterAll, beforeAll, expect, test } from 'vitest'
import { protocolEffects } from '../../eval/explain/protocolEffects.ts'
import { packDetections } from '../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { settingsOf } from '../../eval/settings.ts'
import { protocolEffectsOf } from '../../src/runs/protocolEffectsOf.ts'
import { caseOf, evalFixture } from '../helper/evalFixture.ts'
import { asCoco, cat, openRunsLab, requestOf, storedRuns, truthOf } from './runsLab.ts'

let lab: Awaited<ReturnType<typeof openRunsLab>>
beforeAll(async () => {
  lab = await openRunsLab()
})
afterAll(() => lab.close())

const effectsOf = (evaluationId: string) => protocolEffectsOf({ store: lab.store }, { evaluationId })

const expected = evalFixture<{ cases: { seed: number; sha256: string }[] }>('omz.json.gz')

function caseWithImages(count: number) {
  const cases = expected.cases.map(each => caseOf({ kind: 'STRICT', ...each }))
  return cases.find(({ groundTruth: { images } }) => images.length === count)!
}

test.each(['PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER'] as const)(
  'an evaluation under %s in shards of one image has the effects of its files in one piece, also where it is reused',
  async profile => {
    const { groundTruth, detections } = caseWithImages(4)
    const datasetId = await lab.dataset(groundTruth)
    const request = requestOf(datasetId, { kind: 'RESULTS', file: { uploadId: await lab.upload(detections) } })
    const accepted = { ...request, profile, allowTruncated: true, overrides: ['BOX_FORMAT_SUSPECT' as const] }
    const id = await lab.created(accepted, { images: 1, detections: 50_000 })
    await lab.work(id)
    expect((await lab.rowOf(id)).shardCount).toBe(4)
    const effects = await effectsOf(id)
    expect(effects).toEqual(
      protocolEffects(packGroundTruth(groundTruth), packDetections(detections), settingsOf({ profile })),
    )
    const { ap } = (await lab.result(id)).summary
    expect(profile === 'PYCOCOTOOLS' ? effects.pycocotools : effects.omzAccuracyChecker).toBe(ap)
    expect(effects.pycocotools).not.toBe(effects.omzAccuracyChecker)

    const uploadId = await lab.upload(detections)
    const again = await lab.created({ ...accepted, source: { kind: 'RESULTS', file: { uploadId } } })
    expect((await lab.rowOf(again)).reusedFromId).toBe(id)
    expect(await effectsOf(again)).toEqual(effects)
  },
)

test('boxes of an upright dataset stay as they are, though a photo has an EXIF orientation', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'turned.png', width: 100, height: 200, orientation: 6 }, [cat])
  const upright = truthOf(['turned.png'])
  const images = upright.images.map(image => ({ ...image, width: 100, height: 200 }))
  const id = await lab.created(requestOf(await lab.dataset({ ...upright, images }), storedRuns(modelId)))
  await lab.work(id)
  expect((await effectsOf(id)).pycocotools).toBeCloseTo(1, 12)
})

test('boxes drawn on stored pixels are turned for stored runs, and are not for results from elsewhere', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'raw.png', width: 100, height: 200, orientation: 6 }, [
    { label: 0, score: 0.9, box: [50, 10, 30, 40] },
  ])
  const datasetId = await lab.dataset(truthOf(['raw.png']), 'RAW')
  const ran = await lab.created(requestOf(datasetId, storedRuns(modelId)))
  await lab.work(ran)
  expect((await effectsOf(ran)).pycocotools).toBeCloseTo(1, 12)
  const uploadId = await lab.upload(await lab.downloaded(ran))
  const given = await lab.created(requestOf(datasetId, { kind: 'RESULTS', file: { uploadId } }))
  await lab.work(given)
  expect((await effectsOf(given)).pycocotools).toBeCloseTo(1, 12)
})

test('an image that the model ran on and found nothing on is one that it ran on', async () => {
  const modelId = await lab.model()
  await lab.saveRun(modelId, { name: 'seen.png' }, [cat])
  await lab.saveRun(modelId, { name: 'empty too.png' }, [])
  const datasetId = await lab.dataset(truthOf(['seen.png', 'empty too.png', 'unseen.png', 'unseen too.png']))
  const id = await lab.created(requestOf(datasetId, storedRuns(modelId)), { images: 1, detections: 9 })
  await lab.work(id)
  const { effects } = await effectsOf(id)
  const scope = effects.find(({ setting }) => setting === 'IMAGE_SCOPE')!
  // One of four objects, then one of two: 26 and 51 of 101 points of recall.
  expect(scope.ap).toBeCloseTo(51 / 101, 12)
  expect(scope.difference).toBeCloseTo(25 / 101, 12)
  expect(scope.explanation).toMatch(/It would count 2 images rather than 4, 2 objects rather than 4\.$/)
})

test('an evaluation that is not there, or not done, has none', async () => {
  const none = { code: 'EVALUATION_NOT_FOUND', message: 'There is no completed evaluation of this id.' }
  await expect(effectsOf('00000000-0000-0000-0000-000000000000')).rejects.toMatchObject(none)
  const queued = await lab.created(await unseenByAll())
  await expect(effectsOf(queued)).rejects.toMatchObject(none)
})

test.each([
  ['its ground truth', { groundTruths: { read: async () => undefined } }],
  ['its dataset', { datasets: { findMany: async () => [] } }],
])('an evaluation of which %s is deleted while it is read is not found', async (_, gone) => {
  const evaluationId = await lab.created(await unseenByAll())
  await lab.work(evaluationId)
  const store = { ...lab.store, ...gone } as unknown as typeof lab.store
  await expect(protocolEffectsOf({ store }, { evaluationId })).rejects.toMatchObject({
    code: 'EVALUATION_NOT_FOUND',
    message: 'The evaluation was deleted meanwhile.',
  })
})

/** A request that nobody made before: results on a dataset of their own. */
async function unseenByAll() {
  const datasetId = await lab.dataset(truthOf(['one.png']))
  return requestOf(datasetId, { kind: 'RESULTS', file: { uploadId: await lab.upload(asCoco(10, [cat])) } })
}
