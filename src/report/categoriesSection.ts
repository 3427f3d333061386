import type { F1Point } from '../../eval/explain/bestF1.ts'
import type { CategoryResult, PrecisionRecall } from '../../eval/result.ts'
import { barOf } from './barOf.ts'
import { categoryPanel } from './categoryPanel.ts'
import { count, counted, fraction, scoreFrom } from './formatNumber.ts'
import { type Html, html, nothing } from './html.ts'
import { nameOf } from './nameOf.ts'
import type { ReportData } from './reportData.ts'
import type { Section } from './section.ts'

/** How many rows at either end stay in sight where there are more than three times as many. */
const ends = 40

/** A bar for each category that has objects, best first, that opens to its curve and all its numbers. */
export function categoriesSection({ result, bestF1 }: ReportData): Section {
  const { perCategory, protocol } = result
  const curves = new Map(result.curves.map(curve => [curve.category.id, curve]))
  const bests = new Map(bestF1.perCategory.map(best => [best.category.id, best]))
  const present = perCategory
    .filter(({ groundTruths }) => groundTruths > 0)
    .sort((a, b) => (b.ap ?? -1) - (a.ap ?? -1) || a.category.id - b.category.id)
  const absent = perCategory.filter(({ groundTruths }) => groundTruths === 0)
  const rows = present.map(category => {
    const { id } = category.category
    return rowOf(category, bests.get(id)!, curves.get(id), protocol.iouThresholds, bestF1.iou)
  })
  return {
    id: 'categories',
    title: 'Categories',
    body: html`<p class="lede">Best AP first. The bar is AP; the line beyond it reaches to AP50, so a long line means loose boxes. AP of a
category with few objects moves a lot by chance: look at the count before the number. Open a row for its curve, its
score threshold and the rest.</p>
<div class="categories">
<div class="row head"><span>Category</span><span class="wide">0 to 1</span><span>AP</span>
<span class="wide">AP50</span><span class="wide">AR100</span><span>Objects</span>
<span class="wide">Best F1</span><span class="wide">at score</span></div>
${foldMiddle(rows)}</div>
${absent.length === 0 ? nothing : absentText(absent)}`,
  }
}

function rowOf(
  result: CategoryResult,
  best: F1Point,
  curve: PrecisionRecall | undefined,
  iouThresholds: readonly number[],
  iou: number,
): Html {
  const { category, ap, ap50, ar100, groundTruths } = result
  return html`<details><summary class="row"><bdi>${nameOf(category)}</bdi>
${barOf(ap, 'right', ap50)}<b>${fraction(ap)}</b><i>${fraction(ap50)}</i><i>${fraction(ar100)}</i>
<span>${count(groundTruths)}</span><i>${fraction(best.f1)}</i><i>${scoreFrom(best.score)}</i></summary>
${categoryPanel(result, best, curve, iouThresholds, iou)}</details>
`
}

function foldMiddle(rows: readonly Html[]): Html {
  if (rows.length <= 3 * ends) return html`${rows}`
  const middle = rows.slice(ends, -ends)
  return html`${rows.slice(0, ends)}<details>
<summary class="folded">${counted(middle.length, 'category', 'categories')} in between</summary>
${middle}</details>
${rows.slice(-ends)}`
}

function absentText(absent: readonly CategoryResult[]): Html {
  const names = absent.map(({ category, detections }, i) => {
    const comma = i > 0 ? ', ' : ''
    return html`${comma}<bdi>${nameOf(category)}</bdi>${detections > 0 ? ` (${count(detections)})` : ''}`
  })
  return html`<p class="absent"><strong>No objects, no AP:</strong> ${counted(absent.length, 'category', 'categories')} of
the ground truth, left out of every mean. In brackets, how many detections there are all the same. ${names}</p>`
}
