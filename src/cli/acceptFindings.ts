import type { Finding, FindingCode } from '../../eval/finding.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'

/** What `fovea compare` refuses unless it is accepted by name: numbers made of it say nothing about a detector. */
export const overridable = [
  'BOX_FORMAT_SUSPECT',
  'CATEGORY_SPACE_MISMATCH',
  'NO_DETECTIONS',
  'SCORE_FLOOR_TOO_HIGH',
] as const satisfies readonly FindingCode[]

export type Overridable = (typeof overridable)[number]

/**
 * Findings on one of two that are compared: suspicions that are accepted become warnings.
 * @param name of whose they are, for people
 * @throws InvalidInput for the first that is not accepted
 */
export function acceptFindings(
  findings: readonly Finding[],
  name: string,
  overrides: readonly FindingCode[] = [],
): Finding[] {
  const isRefused = ({ code, severity }: Finding) =>
    severity === 'ERROR' || ((severity === 'SUSPICION' || code === 'NO_DETECTIONS') && !overrides.includes(code))
  const refused = findings.find(isRefused)
  if (!refused) return findings.map(finding => ({ ...finding, severity: 'WARNING' }))
  const { code, severity, message, hint = '' } = refused
  const accept = severity === 'ERROR' ? '' : `If it is right as it is: --override ${code}.`
  throw new InvalidInput(code, `'${name}': ${message}`, `${hint} ${accept}`.trim())
}
