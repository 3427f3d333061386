import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { differences, type Expected, evalFixture, hasSharedData, needsSharedData } from '../helper/evalFixture.ts'
import { createEvaluating, twelveOf } from '../helper/evaluating.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const folder = resolve('../shared/data/val2017')
const expected = evalFixture<Record<string, Expected>>('real.json.gz')
const detectors = ['yolact_150', 'yolact_base', 'yolact_darknet53', 'yolact_im700', 'yolact_resnet50']

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

test.skipIf(!hasSharedData)(
  `uploaded results of YOLACT on val2017 have the numbers of pycocotools over HTTP ${needsSharedData}`,
  async () => {
    const api = createEvaluating(server)
    const truth = readFileSync(resolve(folder, 'instances_val2017_bbox_reconstructed.json'))
    const { dataset } = await api.createDataset({
      groundTruth: { uploadId: await api.upload('instances.json', truth) },
    })
    for (const name of detectors) {
      const results = readFileSync(resolve(folder, `${name}.coco_results.json`))
      const detections = { uploadId: await api.upload(`${name}.json`, results) }
      const { evaluation, userErrors } = await api.evaluate({ datasetId: dataset!.id, detections })
      expect(userErrors).toEqual([])
      const done = await api.finish(evaluation!.id)
      expect(differences(twelveOf(done), expected[`${name} ALL_IMAGES`]!.summary, name)).toEqual([])
    }
  },
  20_000,
)
