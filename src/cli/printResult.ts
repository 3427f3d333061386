import type { Finding } from '../../eval/finding.ts'
import type { EvaluationResult } from '../../eval/result.ts'
import { showUnseen } from '../report/html.ts'
import { nameOf } from '../report/nameOf.ts'
import { errorText } from './errorText.ts'
import { decimals, summaryText } from './summaryText.ts'
import { table } from './table.ts'

/** A result without its curves, 160,000 numbers that a report draws. */
type PlainResult = Omit<EvaluationResult, 'curves'>

type Options = { json?: boolean; perCategory?: boolean }

/** The numbers to stdout, for people or as JSON in full; what to know before they are believed to stderr, for people. */
export function printResult(result: PlainResult, { json = false, perCategory = false }: Options): void {
  if (json) {
    console.log(JSON.stringify(result, null, 2))
    return
  }
  const isSuspicion = ({ severity }: Finding) => severity === 'SUSPICION'
  const isOther = (warning: Finding) => !isSuspicion(warning)
  for (const warning of [...result.warnings.filter(isSuspicion), ...result.warnings.filter(isOther)])
    console.error(warningText(warning))
  console.log(summaryText(result))
  if (perCategory) console.log(`\n${categoryTable(result)}`)
}

/** A warning as a line of stderr. */
export function warningText(warning: Finding): string {
  const kind = warning.severity === 'SUSPICION' ? 'likely a mistake' : 'warning'
  return showUnseen(`fovea: ${kind}: ${errorText(warning)} (${warning.code})`)
}

function categoryTable({ perCategory }: PlainResult): string {
  const rows = perCategory.map(({ category, ap, ap50, ar100, groundTruths, detections }) => [
    nameOf(category),
    ...[ap, ap50, ar100].map(decimals),
    groundTruths,
    detections,
  ])
  return table([['category', 'AP', 'AP50', 'AR100', 'objects', 'detections'], ...rows])
}
