import { type Html, html } from './html.ts'

/**
 * A bar from the left, 0 to 1 of its room; from its end to `reach`, where that is given, a line with a stop. It says
 * nothing that is not written beside it.
 */
export function barOf(value: number | null, look: 'right' | 'wrong', reach: number | null = null): Html {
  const end = Math.round((value ?? 0) * 200)
  const stop = Math.round((reach ?? 0) * 200)
  const line = stop > end ? html`<path class="reach" d="M${end} 5h${stop - end}M${stop} 1v8"/>` : html``
  return html`<svg class="bar" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true"><path class="${look}" d="M0 0h${end}v10H0z"/>${line}</svg>`
}
