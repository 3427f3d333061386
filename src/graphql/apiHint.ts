import type { Finding } from '../../eval/finding.ts'

/** The option of the command line that a hint adds in brackets. */
const commandLine = / \(--[a-z-]+( [A-Z0-9_]+)?\)/g

/**
 * What to do, in the words of the API.
 * @param finding what the hint is about: how it can be accepted is added where it can be
 */
export function apiHint(hint: string | undefined | null, finding?: Finding): string | null {
  const plain = hint?.replaceAll(commandLine, '') ?? null
  if (finding?.severity !== 'SUSPICION' || finding.code === 'SCORE_FLOOR_TOO_HIGH') return plain
  const accept = `If it is right as it is, set overrides: [${finding.code}].`
  return plain ? `${plain} ${accept}` : accept
}
