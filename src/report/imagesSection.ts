import { count, counted, scoreFrom, threshold } from './formatNumber.ts'
import { headOf } from './headOf.ts'
import { type Html, html, nothing } from './html.ts'
import type { ImageRow, ReportData } from './reportData.ts'
import type { Section } from './section.ts'

const columns = [
  { name: 'Image' },
  { name: 'Errors', of: 'numbers' },
  { name: 'False positives', of: 'numbers' },
  { name: 'Misses', of: 'numbers' },
  { name: 'Found', of: 'numbers' },
] as const

/** The images with the most errors. */
export function imagesSection({ images }: ReportData): Section {
  const { minScore, iou, total, worst } = images
  const which =
    worst.length === 0
      ? 'No image has an error.'
      : `The worst ${count(worst.length)} of ${counted(total, 'image')}: look at these first, labels that are wrong or absent gather here too.`
  return {
    id: 'images',
    title: 'Images with the most errors',
    body: html`<p class="lede">Scores from ${scoreFrom(minScore)} up, matched at IoU ${threshold(iou)}: an object is found once,
by a detection of its own category; what is left over is a false positive or a miss. ${which}</p>
${worst.length === 0 ? nothing : html`<table class="images">${headOf(columns)}<tbody>${worst.map(rowOf)}</tbody></table>`}`,
  }
}

function rowOf({ imageId, fileName, truePositives, falsePositives, misses }: ImageRow): Html {
  // A file name reads from left to right, whatever its script: its extension comes last.
  const image =
    fileName === '' ? html`image ${imageId}` : html`<bdi dir="ltr">${fileName}</bdi> <small>id ${imageId}</small>`
  return html`
<tr><th scope="row">${image}</th><td class="number"><b>${count(falsePositives + misses)}</b></td>
<td class="number">${count(falsePositives)}</td><td class="number">${count(misses)}</td>
<td class="number">${count(truePositives)}</td></tr>`
}
