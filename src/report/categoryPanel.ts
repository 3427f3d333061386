import type { F1Point } from '../../eval/bestF1.ts'
import { type CategoryResult, metrics, type PrecisionRecall } from '../../eval/result.ts'
import { metricNames } from './explainMetric.ts'
import { count, fraction, scoreFrom, threshold } from './formatNumber.ts'
import { type Html, html, nothing } from './html.ts'
import { plotPrecision } from './plotPrecision.ts'

const marks = [10, 30, 50, 70, 90]

/** All that is known of a category: its curves, the scores along the first, and its numbers. */
export function categoryPanel(
  result: CategoryResult,
  best: F1Point,
  curve: PrecisionRecall | undefined,
  iouThresholds: readonly number[],
  iou: number,
): Html {
  const { category, ap, groundTruths, crowds, detections } = result
  return html`<div class="panel">${curve && ap !== null ? html`${plotOf(curve, iouThresholds)}${scoresOf(curve, iouThresholds[0]!)}` : nothing}<div><dl>${metrics
    .filter(metric => result[metric] !== null)
    .map(
      metric => html`<div><dt>${metricNames[metric]}</dt><dd>${fraction(result[metric])}</dd></div>`,
    )}<div><dt>Objects</dt><dd>${count(groundTruths)}</dd></div><div><dt>Crowds</dt><dd>${count(crowds)}</dd></div><div><dt>Detections</dt><dd>${count(detections)}</dd></div><div><dt>Id</dt><dd>${category.id}</dd></div></dl>${
    best.score === null
      ? nothing
      : html`<p>Best F1 at IoU ${threshold(iou)}: ${fraction(best.f1)}, from score ${scoreFrom(best.score)} up; precision ${fraction(best.precision)}, recall ${fraction(best.recall)}.</p>`
  }${undefinedText(result)}</div></div>`
}

const plotOf = ({ precision }: PrecisionRecall, iouThresholds: readonly number[]): Html =>
  plotPrecision({
    title: 'Precision over recall',
    iouThresholds,
    precision,
    all: false,
    marks,
  })

/** At the lowest threshold: the score that reaches each marked recall. */
function scoresOf({ precision, scores }: PrecisionRecall, iou: number): Html {
  const reached = marks.filter(i => precision[i]! > 0)
  if (reached.length === 0) return html`<p>No object is found at IoU ${threshold(iou)}.</p>`
  return html`<table class="compact"><caption>At IoU ${threshold(iou)}</caption><thead><tr><th>Recall</th><th>Precision</th><th>Score from</th></tr></thead><tbody>${reached.map(
    i =>
      html`<tr><td>${(i / 100).toFixed(1)}</td><td>${fraction(precision[i]!)}</td><td>${scoreFrom(scores[i]!)}</td></tr>`,
  )}</tbody></table>`
}

/** The metrics without a number, those of one reason together. */
function undefinedText(result: CategoryResult): Html {
  const missing = Map.groupBy(
    metrics.filter(metric => result[metric] === null),
    metric => result.reasons[metric] ?? 'not defined',
  )
  if (missing.size === 0) return nothing
  const sentences = [...missing].map(
    ([reason, list]) => `${list.map(metric => metricNames[metric]).join(', ')}: n/a, ${reason}.`,
  )
  return html`<p class="reason">${sentences.join(' ')}</p>`
}
