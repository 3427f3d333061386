import { accumulate } from './accumulate.ts'
import type { Finding } from './finding.ts'
import type { Matches } from './matches.ts'
import type { EvaluationResult, Protocol } from './result.ts'
import { byArea, recallByCap, summarize, summarizeCategory } from './summarize.ts'

/** Changes whenever a number that is computed from the same input may change. */
export const evaluatorVersion = 'fovea-eval 1'

type Context = { warnings?: readonly Finding[]; hashes?: Partial<Protocol['hashes']> }

/** Numbers out of matches, of one shard or of all merged; `warnings` and `hashes` are handed on. */
export function evaluateMatches(matches: Matches, { warnings = [], hashes = {} }: Context = {}): EvaluationResult {
  const { settings, categories } = matches
  const accumulations = accumulate(matches)
  const perCategory = categories.map((category, index) => summarizeCategory(category, accumulations[index]!, settings))
  const total = (count: 'groundTruths' | 'crowds' | 'detections') =>
    perCategory.reduce((sum, category) => sum + category[count], 0)
  return {
    ...summarize(accumulations, settings),
    recallByCap: recallByCap(accumulations, settings),
    byArea: byArea(accumulations, settings),
    perCategory,
    curves: categories.flatMap(({ category, objectImages }, index) => {
      const { precision, scores } = accumulations[index]!
      return objectImages.length > 0 ? [{ category, precision, scores }] : []
    }),
    protocol: {
      ...settings,
      evaluator: evaluatorVersion,
      images: matches.imageIds.length,
      groundTruths: total('groundTruths'),
      crowds: total('crowds'),
      detections: total('detections'),
      leftOut: matches.leftOut,
      hashes: { groundTruth: hashes.groundTruth ?? null, detections: hashes.detections ?? null },
    },
    warnings,
  }
}
