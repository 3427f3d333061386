import { expect, test } from 'vitest'
import { createRandom } from '../../../eval/bootstrap/createRandom.ts'
import { compareMatches } from '../../../eval/compare/compareMatches.ts'
import { verdictOf } from '../../../eval/compare/verdictOf.ts'
import type { CocoDetection } from '../../../eval/detections.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import { settingsOf } from '../../../eval/settings.ts'
import {
  hasSharedData,
  needsSharedData,
  readSharedDetections,
  readSharedGroundTruth,
} from '../../helper/evalFixture.ts'
import { packed } from '../smallData.ts'

/** Verdicts on changed results of cocoapi's example, with drops of 0 and of 0.5 points allowed. */
function verdicts(change: (detections: CocoDetection[]) => CocoDetection[]) {
  const groundTruth = readSharedGroundTruth('cocoapi-val2014-100/instances_val2014_100.json')
  const given = readSharedDetections('cocoapi-val2014-100/instances_val2014_fakebbox100_results.json')
  const matchesOf = (rows: CocoDetection[]) => {
    const columns = packed(groundTruth, rows)
    return matchDetections(columns.groundTruth, columns.detections, settingsOf())
  }
  const { ap } = compareMatches(matchesOf(given), matchesOf(change(given))).metrics
  return { ap, verdicts: [verdictOf(ap, 0), verdictOf(ap, 0.5)] }
}

/** To the right, by so much of its width. */
const move = (detection: CocoDetection, share: number): CocoDetection => {
  const [x, y, width, height] = detection.bbox as [number, number, number, number]
  return { ...detection, bbox: [x + share * width, y, width, height] }
}

test.skipIf(!hasSharedData)(`results with 5 % of their boxes moved fail ${needsSharedData}`, () => {
  const random = createRandom(1)
  const degraded = verdicts(rows => rows.map(row => (random.below(20) === 0 ? move(row, 1) : row)))
  expect(degraded.ap.difference).toBeLessThan(-0.01)
  expect(degraded.verdicts).toEqual(['FAIL', 'FAIL'])
})

test.skipIf(!hasSharedData)(`the same results pass, even with no drop allowed ${needsSharedData}`, () => {
  const same = verdicts(rows => rows)
  expect(same.ap).toMatchObject({ difference: 0, interval: { low: 0, high: 0 } })
  expect(same.verdicts).toEqual(['PASS', 'PASS'])
})

test.skipIf(!hasSharedData)(`one box moved, of a rare category, is inconclusive ${needsSharedData}`, () => {
  const tiny = verdicts(rows => rows.map((row, i) => (i === 0 ? move(row, 1) : row)))
  expect(tiny.ap.difference).toBeLessThan(0)
  expect(tiny.verdicts).toEqual(['INCONCLUSIVE', 'INCONCLUSIVE'])
})
