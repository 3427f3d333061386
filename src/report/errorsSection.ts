import type { ErrorType } from '../../eval/explain/classifyErrors.ts'
import type { ErrorShare } from '../../eval/explain/errorBreakdown.ts'
import { barOf } from './barOf.ts'
import { count, fraction, gain, threshold } from './formatNumber.ts'
import { headOf } from './headOf.ts'
import { type Html, html } from './html.ts'
import type { ReportData } from './reportData.ts'
import type { Section } from './section.ts'

const columns = [
  { name: 'Error' },
  { name: 'ΔAP', of: 'numbers' },
  { name: 'Bar', of: 'bars' },
  { name: 'Count', of: 'numbers' },
  { name: 'What it is' },
] as const

type Line = readonly [name: string, share: ErrorShare, meaning: string]

/** What the AP would gain if one kind of error were mended, after TIDE. */
export function errorsSection({ errors: breakdown }: ReportData): Section {
  const heading = { id: 'errors', title: 'What costs the most' }
  const { ap, reason = 'there is no object', errors, falsePositives, falseNegatives } = breakdown
  if (ap === null) return { ...heading, body: html`<p class="lede">Not defined: ${reason}.</p>` }
  const foreground = threshold(breakdown.foreground)
  const background = threshold(breakdown.background)
  const kinds: Record<ErrorType, readonly [string, string]> = {
    classification: ['Wrong category', `on an object (IoU from ${foreground} up), named as something else`],
    localisation: ['Poor box', `right category, but IoU only ${background} to ${foreground}`],
    both: ['Wrong category, poor box', `IoU ${background} to ${foreground} with an object of another category`],
    duplicate: ['Duplicate', 'on an object that a better detection has taken'],
    background: ['Background', `on nothing: IoU with every object at most ${background}`],
    missed: ['Missed', 'objects that no right detection, wrong category or poor box accounts for'],
  }
  const lines = (Object.keys(kinds) as ErrorType[]).map((type): Line => [kinds[type][0], errors[type], kinds[type][1]])
  const special: readonly Line[] = [
    ['All false positives', falsePositives, 'as if every wrong detection were gone'],
    ['All false negatives', falseNegatives, 'as if the objects that are not found were not there'],
  ]
  const largest = Math.max(0.01, ...[...lines, ...special].map(([, { deltaAp }]) => deltaAp ?? 0))
  return {
    ...heading,
    body: html`<p class="lede">AP at IoU ${foreground} is ${fraction(ap)}. Each line says what it would gain if that kind of error alone were mended (the
method of TIDE, Bolya et al. 2020; its points are these numbers times 100). Every detection counts here, whatever its
score. The gains overlap and do not add up; the last two cut the same errors another way.</p>
<table class="metrics">
${headOf(columns)}
<tbody>
${lines.map(line => rowOf(line, largest))}</tbody>
<tbody>
${special.map(line => rowOf(line, largest))}</tbody>
</table>`,
  }
}

const rowOf = ([name, { count: times, deltaAp }, meaning]: Line, largest: number): Html =>
  html`<tr><th scope="row">${name}</th>
<td class="number">${gain(deltaAp)}</td><td class="wide">${barOf(Math.max(deltaAp ?? 0, 0) / largest, 'wrong')}</td>
<td class="number times">${count(times)}</td><td>${meaning}</td></tr>
`
