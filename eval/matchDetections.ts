import { boxIou } from './boxIou.ts'
import { countUp } from './countUp.ts'
import type { Detections } from './detections.ts'
import type { Category, GroundTruth } from './groundTruth.ts'
import type { CategoryMatches, Matches } from './matches.ts'
import { type Rules, rulesOf } from './rules.ts'
import { type Scope, selectScope } from './selectScope.ts'
import type { AreaRange, Settings } from './settings.ts'
import { byDescendingScore } from './stableOrder.ts'

/**
 * Matches detections to annotated objects, image by image and category by category, at every IoU threshold and area
 * range at once.
 *
 * The rule of the reference: of an image and category, detections choose in order of descending score, at most the
 * largest cap of them. At threshold t each takes the free object of the highest IoU that is at least t, the later of
 * equals; only if there is none, an ignored one: a crowd, which any number may take, or an object whose area lies
 * outside the range.
 * Source: cocoapi PythonAPI/pycocotools/cocoeval.py, evaluateImg.
 *
 * The profile OMZ_ACCURACY_CHECKER departs from it: crowds have the plain IoU; IoU is rounded to float32; what the first
 * detection of an image and category takes stays free; equal scores stand in the order in which the file lists the images.
 * Source: open_model_zoo tools/accuracy_checker, metrics/coco_metrics.py, evaluate_image.
 *
 * Detections and annotations on images that the ground truth does not list are left out.
 * @param rules those of the profile; others say what a single one of them does
 */
export function matchDetections(
  groundTruth: GroundTruth,
  detections: Detections,
  settings: Settings,
  rules: Rules = rulesOf(settings.profile),
): Matches {
  const scope = selectScope(groundTruth, detections, settings, rules)
  const match = createCategoryMatcher(groundTruth, detections, settings, rules, scope)
  const { imageIds, places, leftOut } = scope
  return { settings, imageIds, places, categories: scope.categories.map(match), leftOut }
}

/** Below 1, so that a box matches itself at threshold 1. */
const almostOne = 1 - 1e-10

/** So many candidates are sorted by insertion, the fastest for few, which takes their number squared where IoUs are equal. */
const mostInserted = 32

function createCategoryMatcher(
  { annotations }: GroundTruth,
  detections: Detections,
  settings: Settings,
  { crowdIou, firstStaysFree, roundsIou }: Rules,
  scope: Scope,
) {
  const isCrowdByUnion = crowdIou === 'UNION'
  const thresholds = Float64Array.from(settings.iouThresholds, threshold => Math.min(threshold, almostOne))
  const areas = settings.areaRanges.length
  const outsideOf = createOutsideOf(settings.areaRanges)
  const cap = settings.caps.at(-1)!
  const mostObjects = longest(scope.objects.starts)
  const mostDetections = longest(scope.detections.starts)

  /** [I] where the objects of an image start, and end, among those of the category */
  const first = new Int32Array(scope.imageIds.length)
  const last = new Int32Array(scope.imageIds.length)
  /** [I] how many detections of the image have been seen */
  const seen = new Int32Array(scope.imageIds.length)
  /** the category's objects: box, whether a crowd, bit a where ignored in range a, [A] thresholds at which taken */
  const objectBoxes = new Float64Array(4 * mostObjects)
  const crowds = new Uint8Array(mostObjects)
  const ignored = new Uint8Array(mostObjects)
  const taken = new Uint32Array(areas * mostObjects)
  /** candidates of one detection, best first: IoU, object, thresholds that the IoU reaches */
  const ious = new Float64Array(mostObjects)
  const candidates = new Int32Array(mostObjects)
  const reached = new Uint32Array(mostObjects)
  /** the category's detections side by side: walked in order of score, they stay in the processor's cache */
  const localBoxes = new Float64Array(4 * mostDetections)
  const localScores = new Float64Array(mostDetections)
  const localImages = new Int32Array(mostDetections)
  /** columns of CategoryMatches */
  const scores = new Float64Array(mostDetections)
  const images = new Int32Array(mostDetections)
  const ranks = new Uint16Array(mostDetections)
  const outside = new Uint8Array(mostDetections)
  const hits = new Int32Array(mostDetections)
  const found = new Uint32Array(areas * mostDetections)
  const excused = new Uint32Array(areas * mostDetections)

  function placeObjects(objects: Int32Array): void {
    first.fill(0)
    last.fill(0)
    taken.fill(0, 0, areas * objects.length)
    for (let object = 0; object < objects.length; object++) {
      const row = objects[object]!
      const image = scope.objects.images[row]!
      if (last[image] === 0) first[image] = object
      last[image] = object + 1
      crowds[object] = annotations.crowds[row]!
      ignored[object] = crowds[object] === 1 ? 0xff : outsideOf(annotations.areas[row]!)
      for (let k = 0; k < 4; k++) objectBoxes[4 * object + k] = annotations.boxes[4 * row + k]!
    }
  }

  function gather(rows: Int32Array): void {
    const { boxes, scores } = detections
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      localBoxes[4 * i] = boxes[4 * row]!
      localBoxes[4 * i + 1] = boxes[4 * row + 1]!
      localBoxes[4 * i + 2] = boxes[4 * row + 2]!
      localBoxes[4 * i + 3] = boxes[4 * row + 3]!
      localScores[i] = scores[row]!
      localImages[i] = scope.detections.images[row]!
    }
  }

  /** Finds the objects of an image whose IoU reaches the lowest threshold, by descending IoU, of equals the later first. */
  function findCandidates(boxes: Float64Array, box: number, image: number): number {
    let count = 0
    for (let object = first[image]!; object < last[image]!; object++) {
      const exact = boxIou(boxes, box, objectBoxes, 4 * object, crowds[object] === 1 && !isCrowdByUnion)
      const iou = roundsIou ? Math.fround(exact) : exact
      if (iou < thresholds[0]!) continue
      ious[count] = iou
      candidates[count++] = object
    }
    if (count <= mostInserted) insertCandidates(count)
    else sortCandidates(count)
    for (let k = 0; k < count; k++) reached[k] = thresholdsUpTo(thresholds, ious[k]!)
    return count
  }

  function insertCandidates(count: number): void {
    for (let from = 1; from < count; from++) {
      const iou = ious[from]!
      const object = candidates[from]!
      let place = from
      for (; place > 0 && ious[place - 1]! <= iou; place--) {
        ious[place] = ious[place - 1]!
        candidates[place] = candidates[place - 1]!
      }
      ious[place] = iou
      candidates[place] = object
    }
  }

  function sortCandidates(count: number): void {
    const order = countUp(count).sort((a, b) => ious[b]! - ious[a]! || b - a)
    ious.set(Float64Array.from(order, from => ious[from]!))
    candidates.set(order.map(from => candidates[from]!))
  }

  /** Takes, in one area range, at each threshold the best candidate that is free; answers where it took any. */
  function take(count: number, area: number, wantIgnored: number, done: number, staysFree: boolean): number {
    let takes = 0
    for (let k = 0; k < count; k++) {
      const object = candidates[k]!
      if (((ignored[object]! >>> area) & 1) !== wantIgnored) continue
      const at = object * areas + area
      const free = crowds[object] === 1 ? ~0 : ~taken[at]!
      const now = reached[k]! & free & ~done & ~takes
      takes |= now
      if (!staysFree) taken[at]! |= now
    }
    return takes
  }

  return function matchCategory(category: Category, index: number): CategoryMatches {
    const objects = scope.objects.order.subarray(scope.objects.starts[index], scope.objects.starts[index + 1])
    const rows = scope.detections.order.subarray(scope.detections.starts[index], scope.detections.starts[index + 1])
    placeObjects(objects)
    seen.fill(0)
    gather(rows)
    const order = byDescendingScore(countUp(rows.length), localScores.subarray(0, rows.length))
    let length = 0
    let hit = 0
    for (let i = 0; i < order.length; i++) {
      const detection = order[i]!
      const image = localImages[detection]!
      const rank = seen[image]!++
      if (rank >= cap) continue
      scores[length] = localScores[detection]!
      images[length] = image
      ranks[length] = rank
      outside[length] = outsideOf(localBoxes[4 * detection + 2]! * localBoxes[4 * detection + 3]!)
      const count = findCandidates(localBoxes, 4 * detection, image)
      if (count > 0) {
        const staysFree = firstStaysFree && rank === 0
        let any = 0
        for (let area = 0; area < areas; area++) {
          const counting = take(count, area, 0, 0, staysFree)
          const ignoring = take(count, area, 1, counting, staysFree)
          found[hit * areas + area] = counting
          excused[hit * areas + area] = ignoring
          any |= counting | ignoring
        }
        if (any !== 0) hits[hit++] = length
      }
      length++
    }

    const single = objects.filter(row => annotations.crowds[row] === 0)
    return {
      category,
      scores: scores.slice(0, length),
      images: images.slice(0, length),
      ranks: ranks.slice(0, length),
      outside: outside.slice(0, length),
      hits: hits.slice(0, hit),
      found: found.slice(0, hit * areas),
      excused: excused.slice(0, hit * areas),
      objectImages: single.map(row => scope.objects.images[row]!),
      objectOutside: Uint8Array.from(single, row => outsideOf(annotations.areas[row]!)),
      crowds: objects.length - single.length,
    }
  }
}

const longest = (starts: Int32Array) =>
  starts.reduce((most, start, at) => Math.max(most, start - (starts[at - 1] ?? 0)))

/** Answers, for an area, bit a where it lies outside range a. */
function createOutsideOf(ranges: readonly AreaRange[]): (area: number) => number {
  const mins = Float64Array.from(ranges, ({ min }) => min)
  const maxs = Float64Array.from(ranges, ({ max }) => max)
  return area => {
    let bits = 0
    for (let a = 0; a < mins.length; a++) if (area < mins[a]! || area > maxs[a]!) bits |= 1 << a
    return bits
  }
}

/** Bit t: the IoU is at least threshold t. */
function thresholdsUpTo(thresholds: Float64Array, iou: number): number {
  let count = 0
  while (count < thresholds.length && iou >= thresholds[count]!) count++
  return (1 << count) - 1
}
