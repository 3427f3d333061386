import { expect, test } from 'vitest'
import { createInsightFunctions } from '../../src/insight/createInsightFunctions.ts'
import { openRunsLab, requestOf, storedRuns, truthOf } from '../runs/runsLab.ts'

test('what a model found on a turned photo is upright already, and lies on the objects that are turned to it', async () => {
  const lab = await openRunsLab()
  const modelId = await lab.model()
  // Stored 200 × 100, shown 100 × 200: a quarter to the right takes [10, 20, 40, 30] to [50, 10, 30, 40].
  await lab.saveRun(modelId, { name: 'raw.png', width: 100, height: 200, orientation: 6 }, [
    { label: 0, score: 0.9, box: [50, 10, 30, 36] },
  ])
  const evaluationId = await lab.created(requestOf(await lab.dataset(truthOf(['raw.png']), 'RAW'), storedRuns(modelId)))
  await lab.work(evaluationId)
  const ask = createInsightFunctions({ store: lab.store })
  const [boxes] = await ask.boxes({ evaluationId, minScore: 0.5, iou: 0.5, imageIds: [10] })
  expect(boxes!.truePositives).toMatchObject([
    { detection: { box: [50, 10, 30, 36] }, object: { box: [50, 10, 30, 40] }, iou: expect.closeTo(0.9, 12) },
  ])
  await lab.close()
})
