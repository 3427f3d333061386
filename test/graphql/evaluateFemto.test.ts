import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { CocoSummary } from '../../eval/index.ts'
import { modelFolder } from '../detector/modelFolder.ts'
import { sharedModels } from '../detector/sharedModels.ts'
import { differences, twelveOf as twelveOfSummary } from '../helper/evalFixture.ts'
import { createEvaluating, twelveOf, zipOf } from '../helper/evaluating.ts'
import { runFovea } from '../helper/runFovea.ts'
import { startServer } from '../helper/startServer.ts'

const folder = resolve('../shared/data/coco128')

/** pycocotools 2.0.11 of the reference's detections on the same photos. */
const referenceAp = 0.40209676821564627

test.skipIf(!sharedModels || !existsSync(folder))(
  'DEIMv2 femto on the photos of coco128, all over HTTP, has the AP of the reference within 0.003, and fovea eval gives its numbers from the results.json (needs ../shared)',
  async () => {
    const manifest = sharedModels!.manifest('deimv2-femto')
    using models = modelFolder({ 'deimv2-femto.json': manifest }, { [manifest.file]: sharedModels!.file(manifest) })
    const server = await startServer({ FOVEA_MODELS: models.path, FOVEA_MODEL: 'deimv2-femto' })
    try {
      const api = createEvaluating(server)
      const truth = readFileSync(resolve(folder, 'instances.json'))
      const photos = resolve(folder, 'images')
      const files = readdirSync(photos).map(fileName => ({ fileName, bytes: readFileSync(resolve(photos, fileName)) }))
      const groundTruth = { uploadId: await api.upload('coco128.json', truth) }
      const { id: datasetId } = (await api.createDataset({ groundTruth })).dataset!
      const added = await api.addPhotos(datasetId, [{ uploadId: await api.upload('photos.zip', await zipOf(files)) }])
      expect(added.photos).toMatchObject({ added: 128, missing: 0 })
      const { evaluation, userErrors } = await api.evaluate({ datasetId, detections: { model: 'deimv2-femto' } })
      expect(userErrors).toEqual([])
      const done = await api.finish(evaluation!.id)
      expect(done).toMatchObject({ status: 'COMPLETED', error: null })
      expect(Math.abs(done.result!.summary.ap! - referenceAp)).toBeLessThan(0.003)
      const results = resolve(models.path, 'results.json')
      writeFileSync(results, await (await fetch(done.resultsUrl!)).text())
      const scored = await runFovea(['eval', resolve(folder, 'instances.json'), results, '--json']).ended
      expect(scored).toMatchObject({ code: 0 })
      const again: { summary: CocoSummary } = JSON.parse(scored.stdout)
      expect(differences(twelveOf(done), twelveOfSummary(again.summary), 'results.json')).toEqual([])
    } finally {
      await server.stop()
    }
  },
  40_000,
)
