import { boxIou } from '../boxIou.ts'
import type { Detections } from '../detections.ts'
import type { GroundTruth } from '../groundTruth.ts'
import { InvalidInput } from '../invalidInput.ts'
import { pickRows } from '../pickRows.ts'
import { rulesOf } from '../rules.ts'
import { selectScope } from '../selectScope.ts'
import type { Settings } from '../settings.ts'
import { byDescendingScore, byKey } from '../stableOrder.ts'
import type { Overlaps } from './overlaps.ts'

/**
 * Finds all pairs of detection and object, of any categories, whose IoU is at least `minIou`. What counts is what
 * counts in an evaluation under the same settings: images, categories, score floor, and of each image and category the
 * best detections up to the largest cap. Area ranges play no part. A crowd's IoU divides by the detection's area, with
 * profile OMZ_ACCURACY_CHECKER by the union; it is never rounded.
 * @throws InvalidInput OPTIONS_INVALID unless 0 < minIou <= 1
 */
export function findOverlaps(
  groundTruth: GroundTruth,
  detections: Detections,
  settings: Settings,
  { minIou = 0.1 }: { minIou?: number } = {},
): Overlaps {
  if (!(minIou > 0 && minIou <= 1))
    throw new InvalidInput('OPTIONS_INVALID', `Expected a minIou above 0 and at most 1 but received ${minIou}`)
  const scope = selectScope(groundTruth, detections, settings, { imageOrder: 'ID' })
  const { annotations } = groundTruth
  const images = scope.imageIds.length

  const rows = byKey(scope.objects.order.toSorted(), scope.objects.images, images)
  const objectCategories = categoriesOf(scope.objects, annotations.ids.length)
  const crowds = pickRows(Uint8Array, annotations.crowds, rows.order)
  const objects = {
    starts: rows.starts,
    categories: pickRows(Int32Array, objectCategories, rows.order),
    crowds,
    rows: rows.order,
  }

  const byScore = byDescendingScore(scope.detections.order.toSorted(), detections.scores)
  const byImage = byKey(byScore, scope.detections.images, images)
  const detectionCategories = categoriesOf(scope.detections, detections.scores.length)
  const best = keepBest(byImage, detectionCategories, scope.categories.length, settings.caps.at(-1)!)
  const found = {
    starts: best.starts,
    scores: pickRows(Float64Array, detections.scores, best.order),
    categories: pickRows(Int32Array, detectionCategories, best.order),
    rows: best.order,
  }

  const byUnion = rulesOf(settings.profile).crowdIou === 'UNION'
  const pairs = findPairs(
    { starts: found.starts, boxes: pickBoxes(detections.boxes, found.rows) },
    { starts: objects.starts, boxes: pickBoxes(annotations.boxes, objects.rows) },
    byUnion ? new Uint8Array(crowds.length) : crowds,
    minIou,
  )
  return { categories: scope.categories, minIou, imageIds: scope.imageIds, detections: found, objects, pairs }
}

type Ordered = { order: Int32Array; starts: Int32Array }

/** Of every row of a table, the position of its category; 0 where the row is left out. */
function categoriesOf({ order, starts }: Ordered, rows: number): Int32Array {
  const categories = new Int32Array(rows)
  for (let category = 0; category + 1 < starts.length; category++)
    for (let i = starts[category]!; i < starts[category + 1]!; i++) categories[order[i]!] = category
  return categories
}

/** Of rows grouped by image, best first, those among the best `cap` of their image and category. */
function keepBest({ order, starts }: Ordered, categories: Int32Array, size: number, cap: number): Ordered {
  const kept = { order: new Int32Array(order.length), starts: new Int32Array(starts.length) }
  const seen = new Int32Array(size)
  let length = 0
  for (let image = 0; image + 1 < starts.length; image++) {
    seen.fill(0)
    for (let i = starts[image]!; i < starts[image + 1]!; i++) {
      if (seen[categories[order[i]!]!]!++ < cap) kept.order[length++] = order[i]!
    }
    kept.starts[image + 1] = length
  }
  return { order: kept.order.slice(0, length), starts: kept.starts }
}

type Column = Float64Array | Int32Array

function pickBoxes(boxes: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(4 * rows.length)
  for (let i = 0; i < rows.length; i++) for (let k = 0; k < 4; k++) picked[4 * i + k] = boxes[4 * rows[i]! + k]!
  return picked
}

type Boxes = { starts: Int32Array; boxes: Float64Array }

function findPairs(detections: Boxes, objects: Boxes, crowds: Uint8Array, minIou: number): Overlaps['pairs'] {
  const starts = new Int32Array(detections.starts.length)
  let room = crowds.length + detections.boxes.length / 4
  let columns = { detections: new Int32Array(room), objects: new Int32Array(room), ious: new Float64Array(room) }
  let count = 0
  for (let image = 0; image + 1 < starts.length; image++) {
    const first = objects.starts[image]!
    const last = objects.starts[image + 1]!
    for (let detection = detections.starts[image]!; detection < detections.starts[image + 1]!; detection++) {
      if (count + last - first > room) {
        room = 2 * (count + last - first)
        columns = {
          detections: lengthen(columns.detections, new Int32Array(room)),
          objects: lengthen(columns.objects, new Int32Array(room)),
          ious: lengthen(columns.ious, new Float64Array(room)),
        }
      }
      for (let object = first; object < last; object++) {
        const iou = boxIou(detections.boxes, 4 * detection, objects.boxes, 4 * object, crowds[object] === 1)
        if (iou < minIou) continue
        columns.detections[count] = detection
        columns.objects[count] = object
        columns.ious[count] = iou
        count++
      }
    }
    starts[image + 1] = count
  }
  return {
    starts,
    detections: columns.detections.slice(0, count),
    objects: columns.objects.slice(0, count),
    ious: columns.ious.slice(0, count),
  }
}

function lengthen<T extends Column>(column: T, longer: T): T {
  longer.set(column)
  return longer
}
