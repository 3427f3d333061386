import { fraction, scoreFrom, threshold } from './formatNumber.ts'
import { html, nothing } from './html.ts'
import { namedThresholds, plotPrecision } from './plotPrecision.ts'
import type { ReportData } from './reportData.ts'
import type { Section } from './section.ts'

/** Precision over recall at every IoU threshold, mean over the categories that have objects. */
export function curvesSection({ result, bestF1 }: ReportData): Section {
  const { protocol } = result
  // A category whose objects all lie outside the range 'all' has a curve of NaN.
  const curves = result.curves.filter(({ precision }) => !Number.isNaN(precision[0]))
  const { iouThresholds } = protocol
  const best = bestF1.overall
  const heading = { id: 'curves', title: 'Precision and recall' }
  if (curves.length === 0)
    return { ...heading, body: html`<p class="lede">No category has objects, so there is nothing to draw.</p>` }

  const precision = Float64Array.from(
    { length: iouThresholds.length * 101 },
    (_, at) => curves.reduce((sum, curve) => sum + curve.precision[at]!, 0) / curves.length,
  )
  const apOf = (t: number) => precision.subarray(t * 101, (t + 1) * 101).reduce((sum, value) => sum + value, 0) / 101
  const named = namedThresholds(iouThresholds)
  return {
    ...heading,
    body: html`<p class="lede">Each curve shows how precise the detections still are once a share of the objects has been found,
mean over ${curves.length} categories; the area under it is the AP at that IoU. Curves far apart mean that objects are
found but boxes sit loosely.${
      best.score === null
        ? nothing
        : html` Over all categories pooled, the best F1 at IoU ${threshold(bestF1.iou)} is ${fraction(best.f1)}, had by keeping scores from ${scoreFrom(best.score)} up: precision ${fraction(best.precision)}, recall ${fraction(best.recall)}.`
    }</p>
<div class="beside">
<figure class="main">${plotPrecision({
      title: 'Precision over recall, mean over categories',
      iouThresholds,
      precision,
      all: true,
      marks: [],
    })}</figure>
<table class="compact">
<caption>Area under each curve</caption>
<thead><tr><th scope="col">IoU</th><th scope="col" class="number">AP</th><th scope="col" class="number">at recall 0.5</th></tr></thead>
<tbody>
${iouThresholds.map(
  (
    iou,
    t,
  ) => html`<tr${named.includes(t) ? html` class="named"` : html``}><th scope="row">${threshold(iou)}</th><td class="number">${fraction(apOf(t))}</td><td class="number">${fraction(precision[t * 101 + 50]!)}</td></tr>
`,
)}</tbody>
</table>
</div>`,
  }
}
