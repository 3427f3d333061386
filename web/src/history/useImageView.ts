import { useSearchParams } from 'wouter'
import { type HistoryFilter, scoreOf, usualScore } from './historyFilter.ts'

/** What of an image is shown, as its address has it. */
export type ImageView = {
  /** id of a run; null for the newest */
  readonly left: string | null
  /** id of the run beside it; null for none */
  readonly right: string | null
  /** 0 to 1: boxes below this score are not drawn */
  readonly minScore: number
  /** names; none for all */
  readonly categories: readonly string[]
  /** whether only what the two runs do not have in common is drawn */
  readonly differences: boolean
}

/** What an address asks for; what cannot be read in it is passed over. */
export function readView(search: URLSearchParams): ImageView {
  const score = Number(search.get('minScore') || Number.NaN)
  return {
    left: search.get('left') || null,
    right: search.get('right') || null,
    minScore: score >= 0 && score <= 1 ? score : usualScore,
    categories: [...new Set(search.getAll('category').filter(Boolean))],
    differences: search.get('differences') === 'only',
  }
}

/** What stands in the address: what is as usual is left out. */
export function writeView({ left, right, minScore, categories, differences }: ImageView): URLSearchParams {
  const search = new URLSearchParams(categories.map(name => ['category', name]))
  if (left !== null) search.set('left', left)
  if (right !== null) search.set('right', right)
  if (minScore !== usualScore) search.set('minScore', String(minScore))
  if (differences) search.set('differences', 'only')
  return search
}

/** What an image shows that is opened from a gallery: the score and the categories go on. */
export const viewUnder = (filter: HistoryFilter): ImageView => ({
  ...{ left: null, right: null, differences: false },
  ...{ minScore: scoreOf(filter), categories: filter.categories },
})

/** What is shown and how to change it; Back leaves the image, whatever was changed. */
export function useImageView() {
  const [search, setSearch] = useSearchParams()
  const change = (part: Partial<ImageView>) =>
    setSearch(before => writeView({ ...readView(before), ...part }), { replace: true, state: history.state })
  return [readView(search), change] as const
}

/**
 * What is to be shown when a run is chosen for a side. One that is on the other side changes places with what was here;
 * the one that is on the right already goes from there.
 * @param newest what is on the left where the view says nothing
 */
export function chooseRun(
  { left, right }: Pick<ImageView, 'left' | 'right'>,
  newest: string | null,
  side: 'left' | 'right',
  id: string,
): Partial<ImageView> {
  const shown = left ?? newest
  if (side === 'right') {
    if (id === right) return { right: null, differences: false }
    return id === shown ? { left: right ?? left, right: right === null ? null : id } : { left: shown, right: id }
  }
  return { left: id, right: id === right ? shown : right }
}
