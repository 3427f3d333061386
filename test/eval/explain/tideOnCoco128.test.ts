import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CocoDetection } from '../../../eval/detections.ts'
import { errorBreakdown } from '../../../eval/explain/errorBreakdown.ts'
import { findOverlaps } from '../../../eval/explain/findOverlaps.ts'
import { settingsOf } from '../../../eval/settings.ts'
import {
  hasSharedData,
  needsSharedData,
  readSharedDetections,
  readSharedGroundTruth,
} from '../../helper/evalFixture.ts'
import { packed } from '../smallData.ts'

type Points = Record<string, number>

/** What tidecv 1.0.1, unmodified, says of DEIMv2 femto on COCO128, in points of 100. */
const tidecv: { asTheyAre: Points; withoutDepartures: Points } = JSON.parse(
  readFileSync(new URL('../../fixtures/eval/tideCoco128.json', import.meta.url), 'utf8'),
)

/** Points: the most that the numbers are apart, all of it of tidecv's recall point 35. */
const agreed = 0.0021

function read() {
  const truth = readSharedGroundTruth('coco128/instances.json')
  const all = readSharedDetections('coco128/deimv2_femto.coco_results.json')
  const withObjects = new Set(truth.annotations.flatMap(({ iscrowd, category_id: id }) => (iscrowd ? [] : [id])))
  const best = truth.images.flatMap(({ id }) =>
    all
      .filter(detection => detection.image_id === id)
      .sort((a, b) => b.score - a.score)
      .slice(0, 100),
  )
  function breakdownOf(results: readonly CocoDetection[]): Points {
    const { groundTruth, detections } = packed(truth, results)
    const { ap, errors, falsePositives, falseNegatives } = errorBreakdown(
      findOverlaps(groundTruth, detections, settingsOf()),
    )
    const shares = Object.entries({ ...errors, falsePositives, falseNegatives })
    return { ap: 100 * ap!, ...Object.fromEntries(shares.map(([type, { deltaAp }]) => [type, 100 * deltaAp!])) }
  }
  return { all, best, withObjects, breakdownOf }
}

/** The largest of the differences. */
const distance = (found: Points, expected: Points) => {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
  return Math.max(...Object.entries(expected).map(([type, points]) => Math.abs(found[type]! - points)))
}

test.skipIf(!hasSharedData)(
  `where none of its departures acts, unmodified tidecv has the same deltas to 0.0021 points ${needsSharedData}`,
  () => {
    const { best, withObjects, breakdownOf } = read()
    const found = breakdownOf(best.filter(({ category_id: id }) => withObjects.has(id)))
    expect(distance(found, tidecv.withoutDepartures)).toBeLessThan(agreed)
    expect(Math.abs(found.ap! - tidecv.withoutDepartures.ap!)).toBeLessThan(1e-9)
  },
)

test.skipIf(!hasSharedData)(
  `on the whole files it differs by two departures: the best 100 of an image, and 9 categories that count as 0 ${needsSharedData}`,
  () => {
    const { all, best, withObjects, breakdownOf } = read()
    const ours = breakdownOf(all)
    const capped = breakdownOf(best)
    const detected = new Set(best.map(({ category_id: id }) => id))
    const share = withObjects.size / new Set([...withObjects, ...detected]).size
    expect(share).toBe(71 / 80)
    const shared = Object.fromEntries(Object.entries(capped).map(([type, points]) => [type, share * points]))
    expect(distance(shared, tidecv.asTheyAre)).toBeLessThan(agreed)
    // Neither of the two explains it alone.
    const onlyShared = Object.fromEntries(Object.entries(ours).map(([type, points]) => [type, share * points]))
    expect(distance(onlyShared, tidecv.asTheyAre)).toBeGreaterThan(1)
    expect(distance(capped, tidecv.asTheyAre)).toBeGreaterThan(1)
  },
)
