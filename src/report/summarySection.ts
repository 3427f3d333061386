import { metrics } from '../../eval/result.ts'
import { barOf } from './barOf.ts'
import { explainMetric, metricNames, recallAt } from './explainMetric.ts'
import { fraction } from './formatNumber.ts'
import { headOf } from './headOf.ts'
import { type Html, html, nothing } from './html.ts'
import type { ReportData } from './reportData.ts'
import type { Section } from './section.ts'

const columns = [
  { name: 'Metric' },
  { name: 'Value', of: 'numbers' },
  { name: 'Bar', of: 'bars' },
  { name: 'What it means' },
] as const

/** The twelve of COCO, with what each means; then recall at caps that are not among them. */
export function summarySection({ result }: ReportData): Section {
  const { summary, reasons, protocol, recallByCap } = result
  const rows = metrics.map(metric =>
    rowOf(metricNames[metric], summary[metric], reasons[metric] ?? '', explainMetric(metric, protocol)),
  )
  const others = recallByCap.filter(({ cap, ar }) => ar !== null && ![1, 10, 100].includes(cap))
  return {
    id: 'summary',
    title: 'The twelve numbers',
    body: html`<p class="lede">All run from 0 to 1, higher is better, and are means over the categories that have objects. AP
rewards finding objects, being sure of the right ones and drawing tight boxes; AR, average recall, asks only whether the
objects are among the detections at all.</p>
<table class="metrics">
${headOf(columns)}
<tbody>
${rows}${others.map(({ cap, ar }) => rowOf(`AR at ${cap}`, ar, '', recallAt(cap)))}</tbody>
</table>`,
  }
}

function rowOf(name: string, value: number | null, reason: string, meaning: string): Html {
  const why = value === null ? html`<span class="reason">Not defined: ${reason}.</span> ` : nothing
  return html`<tr><th scope="row">${name}</th>
<td class="number">${fraction(value)}</td><td class="wide">${barOf(value, 'right')}</td><td>${why}${meaning}</td></tr>
`
}
