import type { Finding, FindingCode } from '../../eval/finding.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'

/** Codes of suspicions: findings that an evaluation may be made in spite of. */
const suspicions: readonly FindingCode[] = [
  'CATEGORY_SPACE_MISMATCH',
  'BOX_FORMAT_SUSPECT',
  'SCORE_FLOOR_TOO_HIGH',
  'PHOTOS_MISSING',
]

/**
 * Makes warnings of the suspicions that are accepted by name.
 * @returns `valid`: nothing is left that refuses the evaluation
 * @throws InvalidInput OPTIONS_INVALID for the name of what cannot be accepted
 */
export function judgeFindings(
  findings: readonly Finding[],
  overrides: readonly FindingCode[],
): { valid: boolean; findings: Finding[] } {
  const other = overrides.find(code => !suspicions.includes(code))
  if (other)
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected among overrides ${suspicions.join(', ')} but received ${other}`,
      'Errors cannot be overridden, and warnings need not be.',
    )
  const judged = findings.map(finding =>
    finding.severity === 'SUSPICION' && overrides.includes(finding.code)
      ? { ...finding, severity: 'WARNING' as const }
      : finding,
  )
  return { valid: judged.every(({ severity }) => severity === 'WARNING'), findings: judged }
}
