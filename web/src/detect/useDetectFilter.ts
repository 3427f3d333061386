import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { useSettled } from '../parts/useSettled.ts'
import type { DetectFilter } from './shownDetections.ts'

const defaultScore = 0.5

/** The score of an address; the default one where it has none, or something else. */
function scoreOf(text: string | null): number {
  const score = text === null || text === '' ? Number.NaN : Number(text)
  return score >= 0 && score <= 1 ? score : defaultScore
}

/** The filter that the address has, and the ways to change it: `?minScore=0.3&category=dog&category=bear`. */
export function useDetectFilter() {
  const [params, setParams] = useSearchParams()
  // Browsers take about a hundred changes of the address in ten seconds; a slider makes more.
  const [minScore, setMinScore] = useSettled(scoreOf(params.get('minScore')), keepScore)
  const chosen = params.getAll('category').join('\n')
  const filter = useMemo(
    (): DetectFilter => ({ minScore, categories: chosen === '' ? [] : chosen.split('\n') }),
    [minScore, chosen],
  )

  function keepScore(score: number): void {
    setParams(
      before => {
        const after = new URLSearchParams(before)
        after.set('minScore', String(score))
        if (score === defaultScore) after.delete('minScore')
        return after
      },
      { replace: true },
    )
  }

  function chooseCategories(names: readonly string[]): void {
    setParams(
      before => {
        const after = new URLSearchParams(before)
        after.delete('category')
        for (const name of names) after.append('category', name)
        return after
      },
      { replace: true },
    )
  }

  return {
    filter,
    setMinScore,
    toggleCategory: (name: string) =>
      chooseCategories(
        filter.categories.includes(name)
          ? filter.categories.filter(each => each !== name)
          : [...filter.categories, name].sort(),
      ),
    chooseAllCategories: () => chooseCategories([]),
  }
}
