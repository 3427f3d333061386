import type { Finding } from '../finding.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayFirst, sayNumber } from './sayCount.ts'

/** Detections of categories that the ground truth does not have: left out, as the reference leaves them out. */
export function checkCategories({ categories }: Inspection): Finding | null {
  const { unmatched, positions } = categories
  if (unmatched.length === 0) return null
  const count = unmatched.reduce((total, { count }) => total + count, 0)
  const labels = unmatched.map(({ label }) => label)
  return {
    code: 'CATEGORY_UNKNOWN',
    severity: 'WARNING',
    message:
      `${sayNumber(count)} of ${sayCount(positions.length, 'detection')} ${count === 1 ? 'is' : 'are'} of ` +
      `${sayCount(unmatched.length, 'category', 'categories')} that the ground truth does not have ` +
      `(${sayFirst(labels)}) and ${count === 1 ? 'is' : 'are'} left out.`,
    hint: 'If these categories are in the ground truth under other ids or names, set categorySpace (--category-space) or rename them.',
    count,
  }
}
