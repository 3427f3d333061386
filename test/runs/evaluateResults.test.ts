import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/index.ts'
import type { EvaluationResult } from '../../eval/result.ts'
import type { EvaluationRequest } from '../../src/runs/evaluationRequest.ts'
import {
  differences,
  differencesOf,
  type Expected,
  evalFixture,
  hasSharedData,
  needsSharedData,
  readSharedGroundTruth,
  twelveOf,
} from '../helper/evalFixture.ts'
import { type EvaluationLab, openLab, plainRequest } from './evaluationLab.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const expected = evalFixture<Record<string, Expected>>('real.json.gz')

let lab: EvaluationLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

async function requestOf(datasetId: string, path: string, options: Partial<EvaluationRequest> = {}) {
  const uploadId = await lab.upload(readFileSync(resolve(data, path)))
  return { ...plainRequest, datasetId, source: { kind: 'RESULTS' as const, file: { uploadId } }, ...options }
}

const withCurves = (result: object) => result as EvaluationResult

const val2014 = {
  groundTruth: 'cocoapi-val2014-100/instances_val2014_100.json',
  results: 'cocoapi-val2014-100/instances_val2014_fakebbox100_results.json',
}

test.skipIf(!hasSharedData).each([
  { images: 512, detections: 50_000 },
  { images: 7, detections: 50_000 },
  { images: 512, detections: 20 },
])(
  `uploaded results of val2014-100 give pycocotools' numbers in shards of $images images or about $detections detections ${needsSharedData}`,
  async size => {
    // Another dataset each time, as the second would get the numbers of the first.
    const datasetId = await lab.dataset(readSharedGroundTruth(val2014.groundTruth))
    const id = await lab.created(await requestOf(datasetId, val2014.results), size)
    await lab.work(id)
    const result = withCurves(await lab.result(id))
    expect(differencesOf(result, expected['cocoapi-val2014-100 ALL_IMAGES']!, 'val2014')).toEqual([])
  },
)

test.skipIf(!hasSharedData)(
  `the numbers of a detector on val2017 are pycocotools', with all images and with those that have detections ${needsSharedData}`,
  { timeout: 20_000 },
  async () => {
    const datasetId = await lab.dataset(readSharedGroundTruth('val2017/instances_val2017_bbox_reconstructed.json'))
    const far: string[] = []
    const name = 'yolact_base'
    for (const imageScope of ['ALL_IMAGES', 'EVALUATED_ONLY'] as const) {
      const id = await lab.created(await requestOf(datasetId, `val2017/${name}.coco_results.json`, { imageScope }))
      await lab.work(id)
      far.push(...differencesOf(withCurves(await lab.result(id)), expected[`${name} ${imageScope}`]!, name))
    }
    expect(far).toEqual([])
  },
)

test.skipIf(!hasSharedData)(
  `with profile OMZ_ACCURACY_CHECKER shards give the number of that tool ${needsSharedData}`,
  async () => {
    const cases = [
      { ...val2014, ap: 0.48844511696608667 },
      {
        groundTruth: 'coco128/instances.json',
        results: 'coco128/deimv2_femto.coco_results.json',
        ap: 0.42351145366656384,
      },
    ]
    for (const { groundTruth, results, ap } of cases) {
      const datasetId = await lab.dataset(readSharedGroundTruth(groundTruth))
      const id = await lab.created(await requestOf(datasetId, results, { profile: 'OMZ_ACCURACY_CHECKER' }), {
        images: 9,
        detections: 1000,
      })
      await lab.work(id)
      expect((await lab.result(id)).summary.ap).toBeCloseTo(ap, 12)
    }
  },
)

test.skipIf(!hasSharedData)(
  `results.json holds every number in full: scored again it gives the stored numbers ${needsSharedData}`,
  async () => {
    const groundTruth = readSharedGroundTruth('coco128/instances.json')
    const datasetId = await lab.dataset(groundTruth)
    const request = await requestOf(datasetId, 'coco128/deimv2_femto.coco_results.json')
    const id = await lab.created(request, { images: 20, detections: 1e9 })
    await lab.work(id)
    const downloaded = await lab.downloaded(id)
    const given = JSON.parse(readFileSync(resolve(data, 'coco128/deimv2_femto.coco_results.json'), 'utf8'))
    expect(downloaded).toHaveLength(given.length)
    const again = evaluateCoco(groundTruth, downloaded)
    expect(differences(twelveOf(again.summary), twelveOf((await lab.result(id)).summary), 'again', 0)).toEqual([])
  },
)
