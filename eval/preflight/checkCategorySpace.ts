import { cocoCategories } from '../cocoCategories.ts'
import type { Finding } from '../finding.ts'
import type { Category } from '../groundTruth.ts'
import { createCategoryFinder } from '../resolve/createCategoryFinder.ts'
import { categoryReadings } from './categoryReadings.ts'
import { type Comparison, compareReadings } from './compareReadings.ts'
import { countIds } from './countIds.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayNumber } from './sayCount.ts'

/**
 * When IoU speaks for another reading. On COCO 2014 and 2017 with three detectors the mean best IoU of a category was
 * 0.32 to 0.76 in the right reading and at most 0.02 in any wrong one; with the detections of one category alone, up to
 * 0.18 in a wrong one. Of 885 choices of one to ten categories out of their results none is called wrong by this.
 */
const enoughRows = 10
const leastIou = 0.2
const leastRatio = 4

/**
 * Category ids that are taken for something else than they mean. Told by how boxes lie on objects of their category,
 * which also tells 1-80 from COCO's 1-90 where most numbers are in both; where boxes lie on nothing, by the only space
 * of COCO that has every id where the reading in use has not.
 */
export function checkCategorySpace(inspection: Inspection): Finding | null {
  const { groundTruth, detections } = inspection
  if (detections.categorySpace === 'NAME') return null
  const counts = countIds(inspection)
  const readings = categoryReadings(groundTruth.categories)
  const inUse = readings.find(({ space }) => space === detections.categorySpace)!
  const others = readings
    .filter(reading => reading !== inUse)
    .map(reading => compareReadings(inspection, counts, inUse, reading))
    .filter(comparison => comparison !== null)
  const [better] = others.filter(isShownByIou).sort((a, b) => b.otherIou - a.otherIou)
  if (better) return describe(inspection, counts, better)
  const [complete, another] = others.filter(isShownByIds)
  return complete && !another ? describe(inspection, counts, complete) : null
}

/** Counting from one less or one more is believed only where the ids say so too: neighbours are often alike. */
function isShownByIou({ reading, unknown, otherUnknown, rows, iou, otherIou }: Comparison): boolean {
  const mayBe = reading.space !== null || (unknown > 0 && otherUnknown === 0)
  return mayBe && rows >= enoughRows && otherIou >= leastIou && otherIou >= leastRatio * iou
}

function isShownByIds({ reading, unknown, otherUnknown, iou }: Comparison): boolean {
  return reading.space !== null && unknown > 0 && otherUnknown === 0 && iou < leastIou
}

function describe(
  { groundTruth, detections }: Inspection,
  counts: ReadonlyMap<number, number>,
  best: Comparison,
): Finding {
  const { categories } = groundTruth
  const { reading, unknown, rows, iou, otherIou } = best
  const inUse = detections.categorySpace
  const taken = inUse === 'GROUND_TRUTH' ? `the ground truth uses ${sayIdsOf(categories)}` : `they are read as ${inUse}`
  const evidence = isShownByIou(best)
    ? `the mean IoU of ${sayCount(rows, 'well-scored detection')} with objects of their category rises ` +
      `from ${iou.toFixed(2)} to ${otherIou.toFixed(2)}`
    : `all detections are of categories of the ground truth; now ${sayCount(unknown, 'is', 'are')} not`
  const { findNumber } = createCategoryFinder(categories)
  const named = cocoCategories.filter(({ cocoId }) => findNumber('COCO_91', cocoId).length === 1).length
  const names = `${sayNumber(named)} of ${sayCount(categories.length, 'name matches', 'names match')}`
  return {
    code: 'CATEGORY_SPACE_MISMATCH',
    severity: 'SUSPICION',
    message: `Detections use ${sayRange([...counts.keys()])}; ${taken}. Read as ${reading.name}, ${evidence}.`,
    hint: reading.space === null ? `${reading.hint}.` : `${reading.hint}, or give category names (${names}).`,
    count: detections.scores.length,
  }
}

/** '0-79' */
function sayRange(ids: readonly number[]): string {
  if (ids.length === 1) return `category id ${ids[0]}`
  let lowest = Infinity
  let highest = -Infinity
  for (const id of ids) {
    if (id < lowest) lowest = id
    if (id > highest) highest = id
  }
  return `${lowest}-${highest}`
}

function sayIdsOf(categories: readonly Category[]): string {
  const { findNumber } = createCategoryFinder(categories)
  const isCoco = categories.every(category => findNumber('COCO_91', category.id).includes(category))
  return isCoco ? 'COCO ids 1-90' : sayRange(categories.map(({ id }) => id))
}
