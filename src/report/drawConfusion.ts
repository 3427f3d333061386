import type { Category } from '../../eval/groundTruth.ts'
import { count, percent } from './formatNumber.ts'
import { type Html, html, nothing } from './html.ts'
import { nameOf } from './nameOf.ts'
import type { ReportData } from './reportData.ts'

/** Where each shade ends, as a share of the row. */
const ends = [0.05, 0.2, 0.5, 0.8, 1]

export const shades = ['up to 5%', '20%', '50%', '80%', 'more']

/** Widest label in characters, and about how wide one is in pixels. */
const longest = 18
const character = 6.4

/** Width of the report on a large screen. */
const fit = 1070

/**
 * The matrix of the categories at the given positions, and background. Pixels of its own size: it is to be scrolled
 * where it does not fit.
 */
export function drawConfusion({ categories, counts }: ReportData['confusion'], positions: readonly number[]): Html {
  const width = categories.length + 1
  const shown = [...positions, categories.length]
  const labels = shown.map(position => {
    const category = categories[position]
    return category ? nameOf(category, longest) : 'background'
  })
  const room = Math.ceil(Math.max(...labels.map(label => label.length)) * character) + 14
  const cell = Math.min(44, Math.max(11, Math.floor((fit - room) / shown.length)))
  const side = cell * shown.length
  const wholes = shown.map(row => {
    let whole = 0
    for (let column = 0; column < width; column++) whole += counts[row * width + column]!
    return whole
  })

  const cells = shown.flatMap((row, r) =>
    shown.flatMap((column, c) => {
      const times = counts[row * width + column]!
      if (times === 0) return []
      const shade = ends.findIndex(end => times / wholes[r]! <= end)
      const place = `M${c * cell} ${room + r * cell}h${cell}v${cell}h-${cell}z`
      const title = cellTitle(categories[row], categories[column], times, wholes[r]!)
      const number = html`<text x="${(c + 0.5) * cell}" y="${room + (r + 0.5) * cell + 4}" text-anchor="middle">${count(times)}</text>`
      return html`<g class="${row === column ? 'right' : 'wrong'} s${shade}"><path d="${place}"><title>${title}</title></path>${
        cell >= 28 ? number : nothing
      }</g>
`
    }),
  )
  const middle = cell / 2 + 4
  const high = room + side + 1
  return html`<svg class="labels" viewBox="0 0 ${room} ${high}" width="${room}" height="${high}" aria-hidden="true">
${labels.map((label, i) => html`<text x="${room - 6}" y="${room + i * cell + middle}" text-anchor="end">${label}</text>`)}
</svg><svg class="matrix" viewBox="0 0 ${side + 1} ${high}" width="${side + 1}" height="${high}" role="img">
<title>Confusion matrix</title>
<desc>Rows: what is there. Columns: what was predicted. The most frequent mistakes are listed before it.</desc>
<rect class="field" y="${room}" width="${side}" height="${side}"/>
<path class="grid" d="${shown.map((_, i) => `M${i * cell} ${room}v${side}M0 ${room + i * cell}h${side}`).join('')}"/>
${labels.map((label, i) => html`<text transform="translate(${i * cell + middle} ${room - 6}) rotate(-90)">${label}</text>`)}
${cells}<path class="axis" d="M0 ${room + side - cell}h${side}M${side - cell} ${room}v${side}M0 ${room}h${side}v${side}h-${side}z"/>
</svg>`
}

/** No category is background. Two categories may have one name, so names do not tell them apart. */
function cellTitle(
  actual: Category | undefined,
  predicted: Category | undefined,
  times: number,
  whole: number,
): string {
  const [from, to] = [actual, predicted].map(category => (category ? nameOf(category) : 'background'))
  if (actual === undefined) return `${to} where nothing is: ${count(times)}`
  if (predicted === undefined) return `${from} missed: ${shareText(times, whole)}`
  if (predicted === actual) return `${from}: ${shareText(times, whole)} right`
  return `${from} taken for ${to}: ${shareText(times, whole)}`
}

const shareText = (times: number, whole: number) => `${count(times)} of ${count(whole)} (${percent(times, whole)})`
