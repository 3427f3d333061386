import { threshold } from './formatNumber.ts'
import { type Html, html } from './html.ts'

/** Points, 101 to a curve, lie 7 apart, so that a path needs whole numbers only. */
const step = 7
const left = 72
const top = 46
const high = 420
const bottom = top + high

const plotBox = `0 0 796 ${bottom + 78}`

const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]

/** How the curves at the named thresholds are drawn; all others are thin. */
const strokes = ['solid', 'dashed', 'dotted']

/** Grid, ticks and names of the axes: written once, used by every plot. */
export const axes: Html = html`<svg class="hidden" width="0" height="0" aria-hidden="true"><symbol id="axes" overflow="visible">
<path class="grid" d="${ticks.map(at => `M${left} ${yOf(at)}h${100 * step}M${xOf(at)} ${top}v${high}`).join('')}"/>
<path class="axis" d="M${left} ${top}V${bottom}H${left + 100 * step}"/>
${ticks.map(at => html`<text x="${left - 10}" y="${yOf(at) + 8}" text-anchor="end">${at}</text>`)}
${ticks.map(at => html`<text x="${xOf(at)}" y="${bottom + 32}" text-anchor="middle">${at}</text>`)}
<text class="name" x="${left - 40}" y="24">precision</text>
<text class="name" x="${left + 100 * step}" y="${bottom + 68}" text-anchor="end">recall</text>
</symbol></svg>`

function xOf(recall: number): number {
  return left + Math.round(recall * 100) * step
}

function yOf(precision: number): number {
  return top + Math.round((1 - precision) * high)
}

/** By how much a path may pass a point by, so that it needs fewer: a quarter of a percent. */
const tolerance = 1

/** Through all points that are reached, then down to the axis. */
function pathOf(precisions: Float64Array): string {
  const end = Math.max(0, lastReached(precisions))
  const heights = Array.from(precisions.subarray(0, end + 1), yOf)
  const isStraight = (from: number, to: number) =>
    heights.slice(from, to).every((y, i) => {
      const onLine = heights[from]! + ((heights[to]! - heights[from]!) * i) / (to - from)
      return Math.abs(y - onLine) <= tolerance
    })
  let path = `M${left} ${heights[0]!}`
  let from = 0
  for (let to = 1; to <= end; to++) {
    if (to < end && isStraight(from, to + 1)) continue
    const rise = heights[to]! - heights[from]!
    path += rise === 0 ? `h${(to - from) * step}` : `l${(to - from) * step} ${rise}`
    from = to
  }
  return end < 100 ? `${path}V${bottom}` : path
}

/** -1 where nothing is found. */
const lastReached = (precisions: Float64Array) => precisions.findLastIndex(precision => precision > 0)

type Curve = { readonly iou: number; readonly precisions: Float64Array }

/**
 * The thresholds' names, each beside the point where precision and recall are closest to each other: there nested curves
 * lie furthest apart. Curves that meet there share a label.
 */
function labelsOf(curves: readonly Curve[]): Html[] {
  const labels: { x: number; y: number; names: string[] }[] = []
  for (const { iou, precisions } of curves) {
    const end = lastReached(precisions)
    const crossing = precisions.findIndex((precision, i) => precision <= i / 100)
    const i = crossing < 0 ? 100 : crossing
    const x = left + Math.min(i, end + 1) * step + 10
    // Past its end the curve falls straight down, and crosses on the way.
    const y = Math.max(i > end ? yOf(Math.min(i / 100, precisions[Math.max(end, 0)]!)) : yOf(precisions[i]!), top + 28)
    const near = labels.find(label => Math.abs(label.x - x) < 90 && Math.abs(label.y - y) < 30)
    if (near) near.names.push(threshold(iou))
    else labels.push({ x, y, names: [threshold(iou)] })
  }
  return labels.map(({ x, y, names }) =>
    x > left + 80 * step
      ? html`<text class="tag" x="${left + 100 * step}" y="${y - 6}" text-anchor="end">${names.join(', ')}</text>`
      : html`<text class="tag" x="${x}" y="${y - 6}">${names.join(', ')}</text>`,
  )
}

/** Which thresholds get a name and a stroke of their own: the first, 0.75 or the middle one, and the last. */
export function namedThresholds(iouThresholds: readonly number[]): number[] {
  const last = iouThresholds.length - 1
  const strict = iouThresholds.indexOf(0.75)
  return [...new Set([0, strict > 0 ? strict : Math.floor(last / 2), last])].sort((a, b) => a - b)
}

type Plot = {
  readonly title: string
  readonly iouThresholds: readonly number[]
  /** [T, 101] */
  readonly precision: Float64Array
  /** whether the thresholds between the named ones are drawn too */
  readonly all: boolean
  /** recall points to be marked on the first curve */
  readonly marks: readonly number[]
}

/** Precision over recall, a curve for each IoU threshold. */
export function plotPrecision({ title, iouThresholds, precision, all, marks }: Plot): Html {
  const curves = iouThresholds.map((iou, t): Curve => ({ iou, precisions: precision.subarray(t * 101, (t + 1) * 101) }))
  const positions = namedThresholds(iouThresholds)
  const named = positions.map(t => curves[t]!)
  const thin = all ? curves.filter((_, t) => !positions.includes(t)) : []
  const path = ({ precisions }: Curve, look: string) => html`<path class="${look}" d="${pathOf(precisions)}"/>`
  return html`<svg class="plot" viewBox="${plotBox}" role="img"><title>${title}</title><use href="#axes"/>
${thin.map(curve => path(curve, 'thin'))}${named.map((curve, k) => path(curve, strokes[k]!))}
<path class="dots" d="${dotsOf(named[0]!.precisions, marks)}"/>${labelsOf(named)}</svg>`
}

/** A line of no length is drawn as a dot by its round ends. */
function dotsOf(precisions: Float64Array, marks: readonly number[]): string {
  return marks
    .filter(i => precisions[i]! > 0)
    .map(i => `M${left + i * step} ${yOf(precisions[i]!)}h0`)
    .join('')
}
