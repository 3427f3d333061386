import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
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
  const [moved, move] = useState<number | null>(null)
  const kept = scoreOf(params.get('minScore'))
  const minScore = moved ?? kept
  const chosen = params.getAll('category').join('\n')
  const filter = useMemo(
    (): DetectFilter => ({ minScore, categories: chosen === '' ? [] : chosen.split('\n') }),
    [minScore, chosen],
  )

  const keepScore = useEffectEvent((score: number) => {
    move(null)
    setParams(
      before => {
        const after = new URLSearchParams(before)
        after.set('minScore', String(score))
        if (score === defaultScore) after.delete('minScore')
        return after
      },
      { replace: true },
    )
  })
  // Browsers take about a hundred changes of the address in ten seconds; a slider makes more.
  useEffect(() => {
    if (moved === null) return
    const timer = setTimeout(() => keepScore(moved), 200)
    return () => clearTimeout(timer)
  }, [moved])

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
    setMinScore: move,
    toggleCategory: (name: string) =>
      chooseCategories(
        filter.categories.includes(name)
          ? filter.categories.filter(each => each !== name)
          : [...filter.categories, name].sort(),
      ),
    chooseAllCategories: () => chooseCategories([]),
  }
}
