import type { EvaluationBestF1Query } from '../api/generated.ts'
import { formatScore, formatThreshold } from '../parts/formatNumber.ts'

type Best = NonNullable<NonNullable<NonNullable<EvaluationBestF1Query['evaluation']>['result']>['bestF1']>

/** From which score up the detections of all categories together have the best F1, and what comes of it. */
export function bestF1Words({ score, f1, precision, recall }: Best['overall'], iou: number): string {
  const [harmonic, right, found] = [f1 ?? 0, precision ?? 0, recall ?? 0].map(formatScore)
  const kept = `detections from score ${formatThreshold(score ?? 0)} up`
  return `For all categories together, ${kept} have the best F1 at IoU ${formatScore(iou)}, ${harmonic}: precision ${right}, recall ${found}.`
}
