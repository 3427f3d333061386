import type { Finding } from '../../eval/finding.ts'
import { type Html, html, nothing } from './html.ts'

const words: Record<Finding['severity'], string> = { ERROR: 'Error', SUSPICION: 'Likely a mistake', WARNING: 'Warning' }

/** What to know before a number is believed: the gravest first. Nothing where there is nothing to know. */
export function warnings(findings: readonly Finding[]): Html {
  if (findings.length === 0) return nothing
  const severities = Object.keys(words)
  const sorted = findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
  return html`<section id="warnings" class="warnings" aria-labelledby="warnings-title">
<h2 id="warnings-title">Before you trust these numbers</h2>
<ul>${sorted.map(itemOf)}</ul>
</section>
`
}

const itemOf = ({ code, severity, message, hint }: Finding): Html => html`
<li><p><strong>${words[severity]}.</strong> ${message}${hint ? html` ${hint}` : nothing} <code>${code}</code></p></li>`
