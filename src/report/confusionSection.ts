import { drawConfusion, shades } from './drawConfusion.ts'
import { count, counted, percent, scoreFrom, threshold } from './formatNumber.ts'
import { type Html, html, nothing } from './html.ts'
import { nameOf } from './nameOf.ts'
import { type Cell, readConfusion } from './readConfusion.ts'
import type { ReportData } from './reportData.ts'
import type { Section } from './section.ts'

/** A matrix of more cannot be read. */
const most = 80

/** What was taken for what: the most frequent mistakes in words, then the matrix. */
export function confusionSection({ confusion }: ReportData): Section {
  const { minScore, iou, excused } = confusion
  const { present, drawn, swaps, missed, invented } = readConfusion(confusion, most)
  const left = present.length - drawn.length
  return {
    id: 'confusion',
    title: 'Confusion',
    body: html`<p class="lede">Scores from ${scoreFrom(minScore)} up, matched at IoU ${threshold(iou)} whatever the category. A row is what is there, a column what it was
taken for; right answers lie on the diagonal. The last column holds objects that were missed, the last row detections
where nothing is.${excused > 0 ? ` ${counted(excused, 'detection')} on crowds ${excused === 1 ? 'is' : 'are'} left out.` : ''}</p>
<div class="lists">
${list('Taken for something else', swaps, ({ actual, predicted, times, whole }) => html`<bdi>${nameOf(actual!)}</bdi> taken for <bdi>${nameOf(predicted!)}</bdi>: ${count(times)} of ${count(whole)} (${percent(times, whole)})`)}
${list('Missed', missed, ({ actual, times, whole }) => html`<bdi>${nameOf(actual!)}</bdi>: ${count(times)} of ${count(whole)} (${percent(times, whole)})`)}
${list('Seen where nothing is', invented, ({ predicted, times }) => html`<bdi>${nameOf(predicted!)}</bdi>: ${count(times)}`)}
</div>
${
  drawn.length === 0
    ? html`<p>There is nothing to draw: no object and no detection counts.</p>`
    : html`<p class="note">${left > 0 ? `The ${drawn.length} categories with the most mistakes of ${count(present.length)} that occur.` : `The ${counted(present.length, 'category', 'categories')} that occur or are predicted.`} Shade: share of the row, ${shades.join(', ')}; blue is right, orange is wrong. Point at a cell for its count.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix">${drawConfusion(confusion, drawn)}</div>`
}`,
  }
}

function list(title: string, cells: readonly Cell[], itemOf: (cell: Cell) => Html): Html {
  return html`<div><h3>${title}</h3>${
    cells.length === 0 ? html`<p>None.</p>` : html`<ol>${cells.map(cell => html`<li>${itemOf(cell)}</li>`)}</ol>`
  }</div>${nothing}`
}
