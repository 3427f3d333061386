import type { Category } from '../../eval/groundTruth.ts'
import { drawConfusion, shades } from './drawConfusion.ts'
import { count, counted, percent, scoreFrom, threshold } from './formatNumber.ts'
import { type Html, html } from './html.ts'
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
  const crowds =
    excused === 0 ? '' : `${counted(excused, 'detection')} on crowds ${excused === 1 ? 'is' : 'are'} left out.`
  return {
    id: 'confusion',
    title: 'Confusion',
    body: html`<p class="lede">Scores from ${scoreFrom(minScore)} up, matched at IoU ${threshold(iou)} whatever the category. A
row is what is there, a column what it was taken for; right answers lie on the diagonal. The last column holds objects
that were missed, the last row detections where nothing is. ${crowds}</p>
<div class="lists">
${list('Taken for something else', swaps, cell => html`${bdi(cell.actual)} taken for ${bdi(cell.predicted)}: ${shareOf(cell)}`)}
${list('Missed', missed, cell => html`${bdi(cell.actual)}: ${shareOf(cell)}`)}
${list('Seen where nothing is', invented, cell => html`${bdi(cell.predicted)}: ${count(cell.times)}`)}
</div>
${
  drawn.length === 0
    ? html`<p>There is nothing to draw: no object and no detection counts.</p>`
    : html`<p class="note">${whichText(present.length, drawn.length)} Shade: share of the row, ${shades.join(', ')}; blue is right,
orange is wrong. Point at a cell for its count.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix">${drawConfusion(confusion, drawn)}</div>`
}`,
  }
}

const bdi = (category: Category | undefined): Html => html`<bdi>${category ? nameOf(category) : 'background'}</bdi>`

const shareOf = ({ times, whole }: Cell) => `${count(times)} of ${count(whole)} (${percent(times, whole)})`

function whichText(present: number, drawn: number): string {
  if (drawn === present) return `Drawn are all categories that occur or are predicted: ${count(present)}.`
  return `Drawn are the ${drawn} categories with the most mistakes, of ${count(present)} that occur or are predicted.`
}

function list(title: string, cells: readonly Cell[], itemOf: (cell: Cell) => Html): Html {
  const items = html`<ol>${cells.map(cell => html`<li>${itemOf(cell)}</li>`)}</ol>`
  return html`<div><h3>${title}</h3>${cells.length === 0 ? html`<p>None.</p>` : items}</div>`
}
