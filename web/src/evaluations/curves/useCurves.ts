import { useMemo, useState } from 'react'
import { type CurvePointFragment, EvaluationBestF1Document, EvaluationCurvesDocument } from '../../api/generated.ts'
import type { Category } from '../chosenCategories.ts'
import { type Answer, useResult } from '../useResult.ts'
import { bestOf, type Curve, curveLooks, meanKey } from './curve.ts'

type Points = readonly CurvePointFragment[] | null | undefined

/**
 * The curve of the mean and those of up to five categories at one IoU, with where their F1 is best once that is
 * known.
 * @param chosen the same list from render to render while nothing changes
 * @param pause whether to wait with the question
 */
export function useCurves(
  id: string,
  iou: number,
  chosen: readonly Category[],
  pause: boolean,
): Answer<readonly Curve[]> {
  const [first, second, third, fourth, fifth] = chosen.map(({ fileId }) => fileId)
  const given = {
    ...{ first: first ?? null, second: second ?? null, third: third ?? null, fourth: fourth ?? null },
    fifth: fifth ?? null,
  }
  const has = {
    ...{ hasFirst: first !== undefined, hasSecond: second !== undefined, hasThird: third !== undefined },
    ...{ hasFourth: fourth !== undefined, hasFifth: fifth !== undefined },
  }
  const answer = useResult(
    EvaluationCurvesDocument,
    { id, iou, ...given, ...has },
    result => (result.mean === null ? null : result),
    pause,
  )
  const best = useResult(EvaluationBestF1Document, { id, iou }, ({ bestF1 }) => bestF1).value

  const value = useMemo(() => {
    if (answer.value === null) return null
    const { mean, first, second, third, fourth, fifth } = answer.value
    const curves: Curve[] = [
      { key: meanKey, name: 'mean', color: 'var(--ink)', points: mean ?? [], best: bestOf(best, null) },
    ]
    for (const [index, points] of ([first, second, third, fourth, fifth] as Points[]).entries()) {
      const category = chosen[index]
      if (!category || !points) continue
      const { fileId, name } = category
      curves.push({ key: String(fileId), name, ...curveLooks[index]!, points, best: bestOf(best, fileId) })
    }
    return curves
  }, [answer.value, best, chosen])
  // While others are on their way, what is there belongs to the categories that were chosen before.
  const [kept, keep] = useState<readonly Curve[] | null>(null)
  if (!answer.fetching && kept !== value) keep(value)
  return { ...answer, value: answer.fetching ? kept : value }
}
