import { boxIou } from './boxIou.ts'
import type { Detections } from './detections.ts'
import type { Category, GroundTruth } from './groundTruth.ts'
import type { CategoryMatches, Matches } from './matches.ts'
import { type Scope, selectScope } from './selectScope.ts'
import type { AreaRange, Settings } from './settings.ts'

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
 * The profile OMZ_ACCURACY_CHECKER departs from it: crowds have the plain IoU; IoU is rounded to float32; what an
 * image's first detection takes stays free; equal scores stand in the order of the images in the file, not of their ids.
 * Source: open_model_zoo tools/accuracy_checker, metrics/coco_metrics.py, evaluate_image.
 *
 * Detections and annotations on images that the ground truth does not list are left out.
 */
export function matchDetections(groundTruth: GroundTruth, detections: Detections, settings: Settings): Matches {
  const scope = selectScope(groundTruth, detections, settings)
  const match = createCategoryMatcher(groundTruth, detections, settings, scope)
  const { imageIds, places, leftOut } = scope
  return { settings, imageIds, places, categories: scope.categories.map(match), leftOut }
}

/** Below 1, so that a box matches itself at threshold 1. */
const almostOne = 1 - 1e-10

function createCategoryMatcher(groundTruth: GroundTruth, detections: Detections, settings: Settings, scope: Scope) {
  const { annotations } = groundTruth
  const asOmz = settings.profile === 'OMZ_ACCURACY_CHECKER'
  const thresholds = Float64Array.from(settings.iouThresholds, threshold => Math.min(threshold, almostOne))
  const ranges = settings.areaRanges
  const cap = settings.caps.at(-1)!
  const images = scope.imageIds.length
  const longest = (starts: Int32Array) =>
    starts.reduce((most, start, at) => Math.max(most, start - (starts[at - 1] ?? 0)))
  const mostObjects = longest(scope.objects.starts)
  const mostDetections = longest(scope.detections.starts)

  /** [I] where the objects of an image start, and end, among those of the category */
  const first = new Int32Array(images)
  const last = new Int32Array(images)
  /** [I] how many detections of the image have been seen */
  const seen = new Int32Array(images)
  /** [A, objects of the category] thresholds at which the object is taken */
  const taken = new Uint32Array(ranges.length * mostObjects)
  /** [objects of the category] bit a: ignored in range a */
  const ignored = new Uint8Array(mostObjects)
  /** candidates of one detection, best first: their IoU, object and thresholds */
  const ious = new Float64Array(mostObjects)
  const candidates = new Int32Array(mostObjects)
  const reached = new Uint32Array(mostObjects)
  const scores = new Float64Array(mostDetections)
  const rowImages = new Int32Array(mostDetections)
  const ranks = new Uint16Array(mostDetections)
  const outside = new Uint8Array(mostDetections)
  const hits = new Int32Array(mostDetections)
  const found = new Uint32Array(mostDetections * ranges.length)
  const excused = new Uint32Array(mostDetections * ranges.length)

  /** Finds the objects that the detection may take: those with an IoU of at least the lowest threshold. */
  function findCandidates(row: number, objects: Int32Array, from: number, to: number): number {
    let count = 0
    for (let object = from; object < to; object++) {
      const annotation = objects[object]!
      const crowd = !asOmz && annotations.crowds[annotation] === 1
      const exact = boxIou(detections.boxes, 4 * row, annotations.boxes, 4 * annotation, crowd)
      const iou = asOmz ? Math.fround(exact) : exact
      if (iou < thresholds[0]!) continue
      let place = count++
      for (; place > 0 && ious[place - 1]! <= iou; place--) {
        ious[place] = ious[place - 1]!
        candidates[place] = candidates[place - 1]!
      }
      ious[place] = iou
      candidates[place] = object
    }
    return count
  }

  /** Takes, in one area range, at each threshold the best candidate that is free; answers whether it took any. */
  function take(count: number, area: number, objects: Int32Array, staysFree: boolean, hit: number): boolean {
    const of = area * mostObjects
    const at = hit * ranges.length + area
    let done = 0
    for (let k = 0; k < count; k++) {
      const object = candidates[k]!
      if ((ignored[object]! >>> area) & 1) continue
      const takes = reached[k]! & ~taken[of + object]! & ~done
      done |= takes
      if (!staysFree) taken[of + object]! |= takes
    }
    found[at] = done
    for (let k = 0; k < count; k++) {
      const object = candidates[k]!
      if (!((ignored[object]! >>> area) & 1)) continue
      const crowd = annotations.crowds[objects[object]!] === 1
      const takes = reached[k]! & ~done & (crowd ? ~0 : ~taken[of + object]!)
      done |= takes
      if (!staysFree) taken[of + object]! |= takes
    }
    excused[at] = done & ~found[at]!
    return done !== 0
  }

  return function matchCategory(category: Category, index: number): CategoryMatches {
    const objects = scope.objects.order.subarray(scope.objects.starts[index], scope.objects.starts[index + 1])
    const rows = scope.detections.order.subarray(scope.detections.starts[index], scope.detections.starts[index + 1])
    for (let area = 0; area < ranges.length; area++) {
      taken.fill(0, area * mostObjects, area * mostObjects + objects.length)
    }
    first.fill(0)
    last.fill(0)
    seen.fill(0)
    for (let object = 0; object < objects.length; object++) {
      const annotation = objects[object]!
      const image = scope.objects.images[annotation]!
      if (last[image] === 0) first[image] = object
      last[image] = object + 1
      ignored[object] = annotations.crowds[annotation] ? 0xff : outsideOf(ranges, annotations.areas[annotation]!)
    }

    let length = 0
    let hit = 0
    for (const row of rows) {
      const image = scope.detections.images[row]!
      const rank = seen[image]!++
      if (rank >= cap) continue
      scores[length] = detections.scores[row]!
      rowImages[length] = image
      ranks[length] = rank
      outside[length] = outsideOf(ranges, detections.boxes[4 * row + 2]! * detections.boxes[4 * row + 3]!)
      const count = findCandidates(row, objects, first[image]!, last[image]!)
      if (count > 0) {
        for (let k = 0; k < count; k++) reached[k] = thresholdsUpTo(thresholds, ious[k]!)
        let any = false
        for (let area = 0; area < ranges.length; area++)
          if (take(count, area, objects, asOmz && rank === 0, hit)) any = true
        if (any) hits[hit++] = length
      }
      length++
    }

    const single = objects.filter(annotation => annotations.crowds[annotation] === 0)
    return {
      category,
      scores: scores.slice(0, length),
      images: rowImages.slice(0, length),
      ranks: ranks.slice(0, length),
      outside: outside.slice(0, length),
      hits: hits.slice(0, hit),
      found: found.slice(0, hit * ranges.length),
      excused: excused.slice(0, hit * ranges.length),
      objectImages: single.map(annotation => scope.objects.images[annotation]!),
      objectOutside: Uint8Array.from(single, annotation => outsideOf(ranges, annotations.areas[annotation]!)),
      crowds: objects.length - single.length,
    }
  }
}

/** Bit a: the area lies outside range a. */
function outsideOf(ranges: readonly AreaRange[], area: number): number {
  let bits = 0
  for (let a = 0; a < ranges.length; a++) if (area < ranges[a]!.min || area > ranges[a]!.max) bits |= 1 << a
  return bits
}

/** Bit t: the IoU is at least threshold t. */
function thresholdsUpTo(thresholds: Float64Array, iou: number): number {
  let count = 0
  while (count < thresholds.length && iou >= thresholds[count]!) count++
  return (1 << count) - 1
}
