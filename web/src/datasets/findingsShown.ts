import type { CategorySpace } from '../api/generated.ts'
import { categorySpaceWords } from '../parts/categorySpaceWords.ts'
import type { Finding } from '../parts/Findings.tsx'

/** Without what comes of a mistake that is told too: categories that are read wrongly are unknown for that reason. */
export function findingsShown(findings: readonly Finding[]): readonly Finding[] {
  const isMisread = findings.some(
    ({ code, severity }) => code === 'CATEGORY_SPACE_MISMATCH' && severity === 'SUSPICION',
  )
  return isMisread ? findings.filter(({ code }) => code !== 'CATEGORY_UNKNOWN') : findings
}

/** What a finding says that categories are to be read as; null where it names nothing that can be chosen. */
export function spaceNamedBy({ hint }: Pick<Finding, 'hint'>): CategorySpace | null {
  const named = hint?.match(/\bcategorySpace: (\w+)/)?.[1]
  return named && Object.hasOwn(categorySpaceWords, named) ? (named as CategorySpace) : null
}
