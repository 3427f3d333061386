import { count, counted, scoreFrom, threshold } from './formatNumber.ts'
import { type Html, html } from './html.ts'
import type { ImageRow, ReportData } from './reportData.ts'
import type { Section } from './section.ts'

/** The images with the most errors. */
export function imagesSection({ images }: ReportData): Section {
  const { minScore, iou, total, worst } = images
  return {
    id: 'images',
    title: 'Images with the most errors',
    body: html`<p class="lede">Scores from ${scoreFrom(minScore)} up, matched at IoU ${threshold(iou)}: an object is found once, by a detection of its own category; what is left over
is a false positive or a miss. ${worst.length === 0 ? 'No image has an error.' : `The worst ${count(worst.length)} of ${counted(total, 'image')}: look at these first, labels that are wrong or absent gather here too.`}</p>
${worst.length === 0 ? html`` : tableOf(worst)}`,
  }
}

const tableOf = (worst: readonly ImageRow[]): Html => html`<table class="images">
<thead><tr><th scope="col">Image</th><th scope="col" class="number">Errors</th><th scope="col" class="number">False positives</th><th scope="col" class="number">Misses</th><th scope="col" class="number">Found</th></tr></thead>
<tbody>
${worst.map(
  ({ imageId, fileName, truePositives, falsePositives, misses }) =>
    html`<tr><th scope="row">${fileName === '' ? html`image ${imageId}` : html`<bdi>${fileName}</bdi> <small>id ${imageId}</small>`}</th><td class="number"><b>${count(falsePositives + misses)}</b></td><td class="number">${count(falsePositives)}</td><td class="number">${count(misses)}</td><td class="number">${count(truePositives)}</td></tr>
`,
)}</tbody>
</table>`
