import type { BestF1 } from '../../eval/explain/bestF1.ts'
import { fraction, scoreFrom, threshold } from './formatNumber.ts'
import { headOf } from './headOf.ts'
import { type Html, html, nothing } from './html.ts'
import { namedThresholds, plotPrecision } from './plotPrecision.ts'
import type { ReportData } from './reportData.ts'
import type { Section } from './section.ts'

const columns = [{ name: 'IoU' }, { name: 'AP', of: 'numbers' }, { name: 'at recall 0.5', of: 'numbers' }] as const

/** Precision over recall at every IoU threshold, mean over the categories that have objects. */
export function curvesSection({ result, bestF1 }: ReportData): Section {
  const { iouThresholds } = result.protocol
  // A category whose objects all lie outside the range 'all' has a curve of NaN.
  const curves = result.curves.filter(({ precision }) => !Number.isNaN(precision[0]))
  const heading = { id: 'curves', title: 'Precision and recall' }
  if (curves.length === 0)
    return { ...heading, body: html`<p class="lede">No category has objects, so there is nothing to draw.</p>` }

  const precision = Float64Array.from(
    { length: iouThresholds.length * 101 },
    (_, at) => curves.reduce((sum, curve) => sum + curve.precision[at]!, 0) / curves.length,
  )
  const title = 'Precision over recall, mean over categories'
  return {
    ...heading,
    body: html`<p class="lede">Each curve shows how precise the detections still are once a share of the objects has been found,
mean over ${curves.length} categories; the area under it is the AP at that IoU. Curves far apart mean that objects are
found but boxes sit loosely.${pooledText(bestF1)}</p>
<div class="beside">
<figure class="main">${plotPrecision({ title, iouThresholds, precision, all: true, marks: [] })}</figure>
<table class="compact">
<caption>Area under each curve</caption>
${headOf(columns)}
<tbody>${rowsOf(precision, iouThresholds)}</tbody>
</table>
</div>`,
  }
}

function pooledText({ iou, overall }: BestF1): Html {
  const { score, f1, precision, recall } = overall
  if (score === null) return nothing
  return html` Over all categories pooled, the best F1 at IoU ${threshold(iou)} is ${fraction(f1)}, had by keeping scores
from ${scoreFrom(score)} up: precision ${fraction(precision)}, recall ${fraction(recall)}.`
}

/** @param precision [T, 101] */
function rowsOf(precision: Float64Array, iouThresholds: readonly number[]): Html[] {
  const named = namedThresholds(iouThresholds)
  return iouThresholds.map((iou, t) => {
    const row = precision.subarray(t * 101, (t + 1) * 101)
    const ap = row.reduce((sum, value) => sum + value, 0) / 101
    const cells = html`<th scope="row">${threshold(iou)}</th><td class="number">${fraction(ap)}</td>
<td class="number">${fraction(row[50]!)}</td>`
    return named.includes(t) ? html`<tr class="named">${cells}</tr>` : html`<tr>${cells}</tr>`
  })
}
