import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Manifest } from '../../src/detector/manifest.ts'
import { modelFolder } from '../detector/modelFolder.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { createEvaluating, sceneName, sceneTruth } from '../helper/evaluating.ts'
import { scene } from '../helper/scene.ts'
import { startServer } from '../helper/startServer.ts'

test('a history of a model whose manifest has a high floor is refused unless it is said to be truncated, which marks the numbers', async () => {
  const manifest: Manifest = JSON.parse(readFileSync(resolve('models/demo.json'), 'utf8'))
  const links = { [manifest.file]: resolve('models', manifest.file) }
  using models = modelFolder({ 'demo.json': { ...manifest, scoreFloor: 0.3 } }, links)
  const server = await startServer({ FOVEA_MODELS: models.path })
  try {
    const api = createEvaluating(server)
    const numbers = [41, 42, 43]
    await server.postMultipart(
      detectUploads(numbers.map(number => ({ fileName: sceneName(number), bytes: scene(number) }))),
    )
    const groundTruth = { uploadId: await api.upload('instances.json', sceneTruth()) }
    const { id: datasetId } = (await api.createDataset({ groundTruth })).dataset!
    const input = { datasetId, detections: { storedRunsOf: 'demo' }, imageScope: 'EVALUATED_ONLY' }
    const { evaluation, userErrors } = await api.evaluate(input)
    expect(evaluation).toBeNull()
    expect(userErrors).toMatchObject([
      {
        ...{ code: 'SCORE_FLOOR_TOO_HIGH', path: ['input', 'detections', 'storedRunsOf'] },
        ...{ message: expect.stringContaining('0.3'), hint: expect.stringContaining('allowTruncated: true') },
      },
    ])
    expect(userErrors[0]!.hint).not.toContain('--')
    const done = await api.finish((await api.evaluate({ ...input, allowTruncated: true })).evaluation!.id)
    expect(done.status).toBe('COMPLETED')
    expect(done.warnings).toMatchObject([{ code: 'SCORE_FLOOR_TOO_HIGH', severity: 'WARNING' }])
    expect(done.result!.summary.ap).toBeGreaterThan(0.3)
    expect(await server.sql('SELECT DISTINCT score_floor FROM detection_run')).toEqual([{ score_floor: 0.3 }])
  } finally {
    await server.stop()
  }
}, 15_000)
