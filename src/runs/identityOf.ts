import { createHash } from 'node:crypto'
import { evaluatorVersion } from '../../eval/evaluateMatches.ts'
import type { EvaluationPlan, EvaluationSubject } from './evaluationPlan.ts'

/** JSON with the fields of every object in the order of their names. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** SHA-256 of everything that the numbers of an evaluation depend on: two of one identity have the same. */
export function identityOf({ dataset, settings }: EvaluationSubject, { facts }: EvaluationPlan): Buffer {
  const groundTruth = Buffer.from(dataset.contentHash).toString('hex')
  const all = { evaluator: evaluatorVersion, groundTruth, settings, facts }
  return createHash('sha256').update(canonical(all)).digest()
}
