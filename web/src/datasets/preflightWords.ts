import type { Finding } from '../parts/Findings.tsx'
import { formatCounted } from '../parts/formatNumber.ts'

/** What pre-flight came to, in a sentence, and whether that is good. */
export function preflightOutcome(
  valid: boolean,
  findings: readonly Pick<Finding, 'severity'>[],
): { tone: 'good' | 'warn' | 'bad'; words: string } {
  const errors = findings.filter(({ severity }) => severity === 'ERROR').length
  const suspicions = findings.filter(({ severity }) => severity === 'SUSPICION').length
  if (errors > 0) return { tone: 'bad', words: `Not started: ${formatCounted(errors, 'error')} to be mended first.` }
  if (suspicions > 0)
    return {
      tone: 'warn',
      words: `Not started: ${formatCounted(suspicions, 'likely mistake')} to be mended, or accepted if it is right as it is.`,
    }
  if (!valid) return { tone: 'bad', words: 'Not started: the server does not say why.' }
  return findings.length === 0
    ? { tone: 'good', words: 'Nothing is wrong: it can be started.' }
    : { tone: 'good', words: `It can be started. ${formatCounted(findings.length, 'thing')} worth knowing:` }
}
