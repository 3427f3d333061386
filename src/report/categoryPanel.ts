import type { F1Point } from '../../eval/explain/bestF1.ts'
import { type CategoryResult, metrics, type PrecisionRecall } from '../../eval/result.ts'
import { metricNames } from './explainMetric.ts'
import { count, fraction, scoreFrom, threshold } from './formatNumber.ts'
import { type Html, html, nothing } from './html.ts'
import { plotPrecision } from './plotPrecision.ts'

/** Recall points whose scores are told. */
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
  const facts: (readonly [string, string])[] = [
    ...metrics
      .filter(metric => result[metric] !== null)
      .map(metric => [metricNames[metric], fraction(result[metric])] as const),
    ['Objects', count(groundTruths)],
    ['Crowds', count(crowds)],
    ['Detections', count(detections)],
    ['Id', String(category.id)],
  ]
  const plot = { title: 'Precision over recall', iouThresholds, all: false, marks }
  const curves =
    curve && ap !== null
      ? html`${plotPrecision({ ...plot, precision: curve.precision })}${scoresOf(curve, iouThresholds[0]!)}`
      : nothing
  return html`<div class="panel">${curves}<div>
<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${bestText(best, iou)}${undefinedText(result)}</div></div>`
}

function bestText({ score, f1, precision, recall }: F1Point, iou: number): Html {
  if (score === null) return nothing
  return html`<p>Best F1 at IoU ${threshold(iou)}: ${fraction(f1)}, from score ${scoreFrom(score)} up; precision
${fraction(precision)}, recall ${fraction(recall)}.</p>`
}

/** At the lowest threshold: the score that reaches each marked recall. */
function scoresOf({ precision, scores }: PrecisionRecall, iou: number): Html {
  const reached = marks.filter(i => precision[i]! > 0)
  if (reached.length === 0) return html`<p>No object is found at IoU ${threshold(iou)}.</p>`
  const rows = reached.map(i => [(i / 100).toFixed(1), fraction(precision[i]!), scoreFrom(scores[i]!)])
  return html`<table class="compact"><caption>At IoU ${threshold(iou)}</caption>
<thead><tr><th>Recall</th><th>Precision</th><th>Score from</th></tr></thead>
<tbody>${rows.map(row => html`<tr>${row.map(value => html`<td>${value}</td>`)}</tr>`)}</tbody></table>`
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
