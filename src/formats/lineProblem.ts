import type { FindingCode } from '../../eval/finding.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'

/** Which of the two inputs cannot be read. */
export type InvalidCode = Extract<FindingCode, 'DATASET_INVALID' | 'DETECTIONS_INVALID'>

type Where = {
  code: InvalidCode
  path: string
  /** the first is 1 */
  line: number
  /** which part of the line, as its reader names it */
  part?: string
}

/** A line of a text file that cannot be read, said so that its author finds it. */
export function lineProblem(
  { code, path, line, part }: Where,
  expected: string,
  received: string,
  hint?: string,
): InvalidInput {
  const place = `'${path}' line ${line}${part === undefined ? '' : `, ${part}`}`
  return new InvalidInput(code, `${place}: expected ${expected}, received ${received}.`, hint)
}
