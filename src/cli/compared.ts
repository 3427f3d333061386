import type { Comparison } from '../../eval/compare/comparison.ts'
import type { Finding } from '../../eval/finding.ts'

/** What is compared with what, and what came out. */
export type Compared = {
  /** for people */
  readonly baseline: string
  readonly candidate: string
  /** that count */
  readonly images: number
  readonly comparison: Comparison
  /** to be known before the numbers are believed */
  readonly notes: readonly string[]
  /** what pre-flight found, of one of them or of both */
  readonly warnings: readonly (Finding & { readonly of: 'baseline' | 'candidate' | 'both' })[]
}

/** What a bootstrap needs, and who is to be told what it is at. */
export type Drawing = {
  readonly replicates: number
  readonly seed: number
  readonly confidence: number
  readonly onPhase: (text: string) => void
}
