import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { type CompareMetricFragment, CompareVerdictDocument } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import type { ComparedIds } from './Comparison.tsx'
import type { CompareAddress } from './compareAddress.ts'
import { type VerdictWords, verdictWords } from './verdictWords.ts'

/**
 * The API's verdict in words; while it is asked for anew those before, and null at first. Else why there is none.
 * @param decisive the number that decides; undefined until it is there
 * @param images that both were evaluated on; null where it is not known
 */
export function useVerdictWords(
  ids: ComparedIds,
  decisive: CompareMetricFragment | undefined,
  images: number | null,
  { metric, maxDrop, replicates, seed, confidence }: CompareAddress,
): { words: VerdictWords | null; problem: Problem | null } {
  const [{ data, error, fetching }] = useQuery({
    query: CompareVerdictDocument,
    variables: { ...ids, replicates, seed, confidence, metric, maxDrop },
    pause: decisive === undefined,
  })
  const { comparison, userErrors = [] } = (fetching ? undefined : data?.compareEvaluations) ?? {}
  const verdict = comparison?.verdict
  const words = useMemo(
    () => (verdict && decisive ? verdictWords(verdict, decisive, { maxDrop, confidence, images }) : null),
    [verdict, decisive, maxDrop, confidence, images],
  )
  const [kept, keep] = useState(words)
  if (!fetching && words !== kept) keep(words)
  const problem = error && !fetching ? problemOf(error) : (userErrors[0] ?? null)
  return { words: words ?? (fetching ? kept : null), problem }
}
